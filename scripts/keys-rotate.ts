import { parseArgs } from "node:util";
import { openDatabase } from "#db/client.ts";
import { checkKeyRing } from "#lib/crypto/check-key-ring.ts";
import { env } from "#lib/env.ts";
import { askServer } from "#lib/server/control-socket.ts";
import { rotateCommand } from "#lib/server/rotate-command.ts";

const usage = `npm run keys:rotate -- [--new-master] [--rooms] [--since TIME]

  Wraps every room's key under the first master key of the ring. It may be stopped and run again at any time.
  --new-master  first makes a new master key (embedded database only; elsewhere put it into MASTER_KEYS)
  --rooms       gives every room a new key for what is said from now on
  --since TIME  with --rooms: passes over rooms that got a key since then, to go on where a run was stopped`;

const options = {
  "new-master": { type: "boolean" },
  rooms: { type: "boolean" },
  since: { type: "string" },
  help: { type: "boolean" },
} as const;
const { values } = parseArgs({ options });
const since = values.since ?? new Date().toISOString();
const asked = { newMaster: values["new-master"] ?? false, rooms: values.rooms ?? false, since };

/** The embedded database is open in the running server alone, so that server does it; without one, this process does. */
async function rotate(say: (line: string) => void): Promise<string> {
  const { DATABASE_URL, DATA_DIR } = env();
  const answered = DATABASE_URL ? null : await askServer(DATA_DIR, { command: "keys:rotate", options: asked }, say);
  if (answered !== null) return answered;
  const { db, close } = await openDatabase({ DATABASE_URL, DATA_DIR });
  try {
    await checkKeyRing(db);
    return await rotateCommand(db)(asked, say);
  } finally {
    await close();
  }
}

if (values.help) console.log(usage);
else {
  if (asked.rooms) console.log(`If this is stopped, go on with --since ${since}`);
  try {
    console.log(await rotate((line) => console.log(line)));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
