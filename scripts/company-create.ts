import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { parseArgs } from "node:util";
import { openDatabase } from "#db/client.ts";
import { env } from "#lib/env.ts";
import { companyCommand } from "#lib/server/company-command.ts";
import { askServer } from "#lib/server/control-socket.ts";

const usage = `npm run company:create -- --name NAME --admin-name NAME --admin-email ADDRESS

  Makes a further company and its first admin. The admin's password is asked for, or read from the first line of the
  standard input. It may run while the server does.`;

const options = {
  name: { type: "string" },
  "admin-name": { type: "string" },
  "admin-email": { type: "string" },
  help: { type: "boolean" },
} as const;

/** Asked without an echo; a password on the command line would stand in everyone's list of processes. */
async function readPassword(): Promise<string> {
  const { stdin, stdout } = process;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const asking = createInterface({ input: stdin, output: silent, terminal: stdin.isTTY });
  if (stdin.isTTY) stdout.write("The admin's password (ten characters or more): ");
  for await (const line of asking) {
    asking.close();
    if (stdin.isTTY) stdout.write("\n");
    return line;
  }
  throw new Error("There was no password on the standard input.");
}

/** The embedded database is open in the running server alone, so that server does it; without one, this process does. */
async function create(asked: Record<string, unknown>): Promise<string> {
  const { DATABASE_URL, DATA_DIR } = env();
  const request = { command: "company:create", options: asked };
  const answered = DATABASE_URL ? null : await askServer(DATA_DIR, request, () => {});
  if (answered !== null) return answered;
  const { db, close } = await openDatabase({ DATABASE_URL, DATA_DIR });
  try {
    return await companyCommand(db)(asked, () => {});
  } finally {
    await close();
  }
}

try {
  const { values } = parseArgs({ options });
  const { name, "admin-name": adminName, "admin-email": email } = values;
  if (values.help || !name || !adminName || !email) {
    console.log(usage);
    process.exitCode = values.help ? 0 : 1;
  } else {
    const admin = { name: adminName, email, password: await readPassword() };
    console.log(await create({ company: { name }, admin }));
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
