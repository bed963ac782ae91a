import pino from "pino";
import { env } from "#lib/env.ts";
import { accountOf } from "#lib/errors.ts";
import { metrics } from "#lib/metrics/metrics.ts";

/** What a line may tell beside its sentence: ids, numbers and words of ours. Never what people wrote, queries, tokens, addresses. */
type Facts = Record<string, string | number | boolean | undefined>;

const key = Symbol.for("parley.log");
const held = globalThis as { [key]?: pino.Logger };
const logger = () => (held[key] ??= open());

/**
 * One JSON line an event on the standard output, written behind the work, some of them at a time and none later than
 * after 50 ms, and in any case before the process ends. Few at a time: pino's writer measures all that waits at every line.
 */
function open(): pino.Logger {
  const formatters = { level: (level: string) => ({ level }) };
  const options = { level: env().LOG_LEVEL, base: null, messageKey: "message", formatters };
  return pino(
    { ...options, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 1, sync: false, minLength: 4_000, periodicFlush: 50 }),
  );
}

/** Of an error it tells what `accountOf` does: its kind, code and place, no statement and no parameters. */
const withError = (error: unknown, facts: Facts) => ({
  ...facts,
  ...(error !== undefined && { error: accountOf(error) }),
});

/** The log of this process, shared by Next's bundles and the server. LOG_LEVEL says from which level on it is written. */
export const log = {
  info: (message: string, facts: Facts = {}) => logger().info(facts, message),
  /** Something did not work, and is tried again or answered with an apology. */
  error: (message: string, error?: unknown, facts: Facts = {}) => logger().error(withError(error, facts), message),
  /** Something that an operator has to look into: sealed data that cannot be opened. */
  alarm: (message: string, error: unknown, facts: Facts) => {
    logger().error({ ...withError(error, facts), alarm: true }, message);
    metrics()?.alarms.inc();
  },
};
