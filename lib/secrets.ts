import { randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { env } from "#lib/env.ts";

const schema = z.strictObject({ AUTH_SECRET: z.string().min(32), MASTER_KEYS: z.string().min(1) });
type Secrets = z.infer<typeof schema>;

const shared = Symbol.for("parley.secrets");
const held = globalThis as { [shared]?: Secrets };

/**
 * The two secrets: those of the environment, and for the embedded default those of DATA_DIR, made on the
 * first start and readable by their owner alone. Throws an Error when the file is damaged: losing it loses every message.
 */
export const secrets = (): Secrets => (held[shared] ??= resolve());

/**
 * Makes a new master key that seals from now on and puts it before the others in DATA_DIR's file. Throws an Error where
 * MASTER_KEYS is given from elsewhere: there the new key is added by whoever gives it.
 */
export function addMasterKey(): void {
  const { MASTER_KEYS, DATA_DIR } = env();
  if (MASTER_KEYS)
    throw new Error(
      "MASTER_KEYS is given: put a new key before the others there, restart, and run this without --new-master.",
    );
  const { AUTH_SECRET } = secrets();
  const next = { AUTH_SECRET, MASTER_KEYS: `${newMasterKey()},${secrets().MASTER_KEYS}` };
  const file = join(DATA_DIR, "secrets.json");
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, textOf({ ...read(file), MASTER_KEYS: next.MASTER_KEYS }), { mode: 0o600, flush: true });
  renameSync(draft, file);
  held[shared] = next;
}

function resolve(): Secrets {
  const { AUTH_SECRET, MASTER_KEYS, DATA_DIR } = env();
  if (AUTH_SECRET && MASTER_KEYS) return { AUTH_SECRET, MASTER_KEYS };
  const file = join(DATA_DIR, "secrets.json");
  const made = existsSync(file) ? read(file) : make(file);
  return { AUTH_SECRET: AUTH_SECRET ?? made.AUTH_SECRET, MASTER_KEYS: MASTER_KEYS ?? made.MASTER_KEYS };
}

function read(file: string): Secrets {
  const parsed = schema.safeParse(parseJson(readFileSync(file, "utf8")));
  if (!parsed.success)
    throw new Error(`${file} is damaged. Bring it back from a backup: without it no message can be read.`);
  return parsed.data;
}

/** Gives null for what is no JSON: the error would quote it, and that is a secret. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function make(file: string): Secrets {
  const made = {
    AUTH_SECRET: randomBytes(32).toString("base64"),
    MASTER_KEYS: newMasterKey(),
  };
  mkdirSync(join(file, ".."), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, textOf(made), { mode: 0o600, flush: true });
  try {
    linkSync(draft, file); // fails where another process was quicker: then its secrets hold
  } catch {
    return read(file);
  } finally {
    unlinkSync(draft);
  }
  return made;
}

const newMasterKey = () => `${randomBytes(4).toString("hex")}:${randomBytes(32).toString("base64")}`;

const textOf = (made: Secrets) => `${JSON.stringify(made, null, 2)}\n`;
