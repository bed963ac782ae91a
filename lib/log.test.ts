import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

/** A process of its own, whose standard output is the log: it posts, fails, and is asked things with words that must not be told. */
const program = `
  import { castCompany } from "#db/cast.ts";
  import { openDatabase } from "#db/client.ts";
  import { callEndpoint, serveFrom } from "#lib/http/testing.ts";
  import { endpoint } from "#lib/http/endpoint.ts";
  import { log } from "#lib/log.ts";
  import { postMessages } from "#lib/messages/endpoints.ts";
  import { getPeople } from "#lib/people/endpoints.ts";
  import { createRoom } from "#lib/rooms/create.ts";
  import { createToken } from "#lib/tokens/commands.ts";
  import { sql } from "drizzle-orm";
  const { db, close } = await openDatabase(process.env);
  serveFrom(db);
  const { grace } = await castCompany(db);
  const { roomId } = await createRoom(db, grace, { type: "group", name: "canary-name" });
  const { token } = await createToken(db, grace, { name: "canary-token" });
  const headers = { authorization: "Bearer " + token };
  await callEndpoint(postMessages, { headers, params: { roomId }, body: { content: "canary-content" } });
  await callEndpoint(getPeople, { headers, query: { q: "canary-query" } });
  await callEndpoint(getPeople, { headers: { authorization: "Bearer canary-bearer" } });
  const fails = endpoint({ method: "GET", path: "/api/fails", summary: "", for: "anyone", run: ({ db }) =>
    db.execute(sql\`select \${"canary-parameter"}::text from nowhere\`) });
  await callEndpoint(fails);
  log.alarm("Sealed text cannot be opened", new Error("its tag is wrong"), { roomId });
  await close();
  console.error(JSON.stringify({ token, userId: grace.userId, roomId }));
`;

async function run(level: string) {
  const folder = mkdtempSync(join(tmpdir(), "parley-log-"));
  const { PATH, NODE_ENV } = process.env;
  const env = { PATH, NODE_ENV, DATABASE_URL: "", DATA_DIR: folder, LOG_LEVEL: level };
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program], {
      env,
    });
    const lines = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    return { text: stdout, lines, told: JSON.parse(stderr) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("every call is a line with its id, path pattern, status, time and user, and with nothing that people wrote", async () => {
  const { text, lines, told } = await run("info");
  const calls = lines.filter(({ message }) => message === "A call was answered");
  assert.deepEqual(
    calls.map(({ method, path, status, userId }) => [method, path, status, userId]),
    [
      ["POST", "/api/rooms/{roomId}/messages", 201, told.userId],
      ["GET", "/api/people", 200, told.userId],
      ["GET", "/api/people", 401, undefined],
      ["GET", "/api/fails", 500, undefined],
    ],
  );
  for (const { level, time, requestId, ms } of calls) {
    assert.equal(level, "info");
    assert.ok(!Number.isNaN(Date.parse(time)) && requestId && Number.isInteger(ms));
  }
  const failed = lines.find(({ message }) => message === "A call failed");
  assert.equal(failed?.requestId, calls.at(-1)?.requestId);
  assert.match(failed.error, /42P01: a statement failed/);
  const alarm = lines.find((line) => line.alarm);
  assert.deepEqual([alarm?.level, alarm?.roomId], ["error", told.roomId]);
  for (const secret of ["canary", told.token, "@example.com"]) assert.ok(!text.includes(secret), secret);
});

test("a higher level leaves the calls out", async () => {
  const { lines } = await run("error");
  assert.deepEqual(
    lines.map(({ level }) => level),
    ["error", "error"],
  );
});
