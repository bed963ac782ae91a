import pg from "pg";
import type { Db } from "#db/client.ts";
import { statement } from "#db/rows.ts";
import { log } from "#lib/log.ts";
import { joinBus, type Transport } from "#lib/realtime/transport.ts";

const channel = "parley";
const retryFirst = 500;
const retryMost = 10_000;
/** Who only listens does not notice that the other end is gone. So it is asked, and has so long (ms) to answer. */
const answerWithin = 5_000;

/** A NOTIFY is a commit, but none that has to wait for the disk. */
const notify = `select set_config('synchronous_commit', 'off', true), pg_notify($1, n)
  from jsonb_array_elements_text($2::jsonb) n`;

/**
 * Joins the bus over PostgreSQL's LISTEN and NOTIFY. Notices go out in statements of their own, coalesced: a NOTIFY in
 * a message's transaction takes a lock over the whole database until its commit. Listening takes a direct connection,
 * for none is kept through a transaction pooler. While it is down, readers still look every two seconds. Every `askEvery`
 * milliseconds the other end is asked whether it is there.
 */
export async function openPostgresBus(db: Db, url: string, { askEvery = 10_000 } = {}): Promise<Transport> {
  const { receive, leave } = joinBus(async (notices) => {
    await db.execute(statement(notify, [channel, JSON.stringify(notices)]));
  });
  let client: pg.Client | undefined;
  let isClosed = false;
  let pause = retryFirst;
  const connect = async (): Promise<void> => {
    if (isClosed) return;
    const fresh = new pg.Client({
      connectionString: directUrl(url),
      application_name: "parley bus",
      connectionTimeoutMillis: answerWithin,
      query_timeout: answerWithin,
    });
    let asking: NodeJS.Timeout | undefined;
    const askLater = () => {
      asking = setTimeout(() => void fresh.query("select 1").then(askLater).catch(again), askEvery).unref();
    };
    const again = (error?: Error) => {
      clearTimeout(asking);
      if (client !== fresh || isClosed) return;
      client = undefined;
      void fresh.end().catch(() => {});
      log.error("Listening to the other processes broke off; it is tried again", error);
      setTimeout(() => void connect(), pause).unref();
      pause = Math.min(pause * 2, retryMost);
    };
    client = fresh;
    fresh.on("error", again).on("end", () => again());
    fresh.on("notification", ({ payload }) => receive(payload ?? ""));
    await fresh
      .connect()
      .then(() => fresh.query(`listen ${channel}`))
      .then(() => {
        pause = retryFirst;
        askLater();
      })
      .catch(again);
  };
  await connect();
  const close = async () => {
    isClosed = true;
    leave();
    await client?.end();
  };
  return { close };
}

/** Neon's pooled host is the direct one with `-pooler` in its first label. */
export function directUrl(url: string): string {
  const direct = new URL(url);
  direct.hostname = direct.hostname.replace(/^([^.]+)-pooler\./, "$1.");
  return direct.href;
}
