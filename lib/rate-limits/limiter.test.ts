import assert from "node:assert/strict";
import { test } from "node:test";
import { eq } from "drizzle-orm";
import { castCompany } from "#db/cast.ts";
import { type Db, openDatabase } from "#db/client.ts";
import { rateLimitBucket, rateLimitLog } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import { isRefusal } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { returnToken, takeToken } from "#lib/rate-limits/limiter.ts";
import { writeNotes } from "#lib/rate-limits/notes.ts";

const { db, url } = await testDatabase();

const attempt = (on: Db, event: Parameters<typeof takeToken>[1], subjects: Parameters<typeof takeToken>[2]) =>
  takeToken(on, event, subjects).then(
    () => "admitted",
    (error) => (isRefusal(error, "rate_limited") ? "refused" : Promise.reject(error)),
  );

const admittedOf = (outcomes: string[]) => outcomes.filter((outcome) => outcome === "admitted").length;

test("of 400 parallel events at a limit of 10 exactly 10 are admitted, and all are logged", async () => {
  const user = newId();
  const { companyId } = await castCompany(db);
  const tries = Array.from({ length: 400 }, () => attempt(db, "room.create", { companyId, user }));
  assert.equal(admittedOf(await Promise.all(tries)), 10);
  await writeNotes(db);
  const rows = await db.select().from(rateLimitLog).where(eq(rateLimitLog.userId, user));
  assert.equal(
    rows.reduce((sum, row) => sum + row.count, 0),
    400,
  );
  assert.equal(
    rows.reduce((sum, row) => sum + row.refused, 0),
    390,
  );
});

test("the same from two pools on one database", { skip: !url && "wants TEST_DATABASE_URL" }, async (t) => {
  const second = await openDatabase({ DATABASE_URL: url, DATA_DIR: "" });
  t.after(() => second.close());
  const user = newId();
  const tries = Array.from({ length: 400 }, (_, n) => attempt(n % 2 ? db : second.db, "room.create", { user }));
  assert.equal(admittedOf(await Promise.all(tries)), 10);
});

test("an event of several buckets takes from all or from none", async () => {
  const address = newId();
  const accounts = Array.from({ length: 30 }, () => newId());
  const outcomes = await Promise.all(accounts.map((account) => attempt(db, "login.fail", { account, address })));
  assert.equal(admittedOf(outcomes), 20);
  const refused = accounts[outcomes.indexOf("refused")] as string;
  const elsewhere = Array.from({ length: 6 }, () => attempt(db, "login.fail", { account: refused, address: newId() }));
  assert.equal(admittedOf(await Promise.all(elsewhere)), 5);
});

test("a refusal says how long to wait", async () => {
  const user = newId();
  for (let n = 0; n < 10; n++) await takeToken(db, "room.create", { user });
  await assert.rejects(takeToken(db, "room.create", { user }), (error) => {
    assert.ok(isRefusal(error, "rate_limited"));
    assert.ok((error.extras.retryAfter ?? 0) > 300 && (error.extras.retryAfter ?? 0) <= 360);
    assert.deepEqual(error.extras.limit, { policy: "room.create", remaining: 0, burst: 10, window: 3600 });
    return true;
  });
});

test("what is taken back neither counts nor stands in the log", async () => {
  const subjects = { account: newId(), address: newId() };
  for (let n = 0; n < 12; n++) {
    await takeToken(db, "login.fail", subjects);
    await returnToken(db, "login.fail", subjects);
  }
  await takeToken(db, "login.fail", subjects);
  await writeNotes(db);
  const rows = await db.select().from(rateLimitLog).where(eq(rateLimitLog.eventType, "login.fail"));
  const own = rows.filter((row) => row.count - row.refused === 1 && row.refused === 0);
  assert.ok(own.length > 0);
  for (let n = 0; n < 4; n++) await takeToken(db, "login.fail", subjects);
  assert.equal(await attempt(db, "login.fail", subjects), "refused");
});

test("addresses and accounts are kept as keyed digests alone", async () => {
  await takeToken(db, "login.fail", { account: "canary@example.com", address: "203.0.113.77" });
  await writeNotes(db);
  const kept = JSON.stringify([await db.select().from(rateLimitBucket), await db.select().from(rateLimitLog)]);
  assert.doesNotMatch(kept, /canary|203\.0\.113/);
});
