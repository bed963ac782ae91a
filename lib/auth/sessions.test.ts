import assert from "node:assert/strict";
import { test } from "node:test";
import { eq, sql } from "drizzle-orm";
import { castCompany } from "#db/cast.ts";
import { appUser, userSession } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { findViewer } from "#lib/auth/find-viewer.ts";
import { listSessions, liveSessions, revokeSession, startSession } from "#lib/auth/sessions.ts";
import { cookieOf } from "#lib/auth/testing.ts";
import { keepViewersFresh } from "#lib/auth/viewer-cache.ts";
import { isRefusal } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { changePerson } from "#lib/people/commands.ts";
import { listen, tell } from "#lib/realtime/bus.ts";

const { db, statements } = await testDatabase();

const find = async (viewer: Viewer) => findViewer(db, await cookieOf(viewer));
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test("a session's cookie stands for its viewer", async () => {
  const { grace, alan } = await castCompany(db);
  assert.deepEqual(await find(grace), grace);
  assert.equal(await find({ ...grace, sessionId: alan.sessionId }), null);
  assert.equal(await find({ ...grace, sessionId: newId() }), null);
  assert.equal(await findViewer(db, undefined), null);
});

test("a hundred calls within a second cost one statement", async () => {
  const { grace } = await castCompany(db);
  const cookie = await cookieOf(grace);
  statements.length = 0;
  await Promise.all(Array.from({ length: 100 }, () => findViewer(db, cookie)));
  assert.equal(statements.length, 1);
});

test("whoever goes on calling need not wait for a reading, and is nobody a second after the database says so", async (t) => {
  const { grace } = await castCompany(db);
  const watch = keepViewersFresh();
  t.after(() => clearInterval(watch));
  assert.ok((await find(grace)) && (await find(grace)));
  await sleep(1_500);
  const cookie = await cookieOf(grace);
  statements.length = 0;
  assert.ok(await findViewer(db, cookie));
  assert.deepEqual(statements, []);
  await db.update(userSession).set({ revokedAt: new Date() }).where(eq(userSession.id, grace.sessionId)); // elsewhere
  await sleep(1_000);
  assert.equal(await findViewer(db, cookie), null);
});

test("of whom another process says that their session ended is read anew at once", async (t) => {
  const { grace } = await castCompany(db);
  const watch = keepViewersFresh();
  t.after(() => clearInterval(watch));
  assert.ok(await find(grace));
  await db.update(userSession).set({ revokedAt: new Date() }).where(eq(userSession.id, grace.sessionId));
  const { userId, sessionId } = grace;
  tell(grace.companyId, { kind: "session.ended", userId, sessionId }, "elsewhere");
  assert.equal(await find(grace), null);
});

test("a revoked session is nobody's at once, and its end is told", async (t) => {
  const { grace } = await castCompany(db);
  const told: unknown[] = [];
  t.after(listen({ onTell: (companyId, event) => companyId === grace.companyId && told.push(event) }));
  assert.ok(await find(grace));
  await revokeSession(db, grace, grace.sessionId);
  assert.equal(await find(grace), null);
  assert.deepEqual(told, [{ kind: "session.ended", userId: grace.userId, sessionId: grace.sessionId }]);
});

test("a revocation is not overtaken by a reading that began before it", async () => {
  const { grace } = await castCompany(db);
  const [before] = await Promise.all([find(grace), revokeSession(db, grace, grace.sessionId)]);
  assert.ok(before === null || before.userId === grace.userId);
  assert.equal(await find(grace), null);
});

test("one revokes one's own sessions alone", async () => {
  const { grace, alan } = await castCompany(db);
  for (const sessionId of [alan.sessionId, newId()]) {
    await assert.rejects(revokeSession(db, grace, sessionId), (error) => isRefusal(error, "not_found"));
  }
  assert.ok(await find(alan));
});

test("whoever is deactivated is nobody at once, in every session, and stays so when activated again", async () => {
  const { ada, grace } = await castCompany(db);
  const sessionId = await startSession(db, grace.userId, "a second browser");
  const second = { ...grace, sessionId };
  assert.ok((await find(grace)) && (await find(second)));
  await changePerson(db, ada, { userId: grace.userId, isActive: false });
  assert.equal(await find(grace), null);
  assert.equal(await find(second), null);
  assert.deepEqual(await liveSessions(db, [grace.sessionId, sessionId]), new Map());
  await changePerson(db, ada, { userId: grace.userId, isActive: true });
  assert.equal(await find(grace), null);
});

test("a changed role holds at once", async () => {
  const { ada, grace } = await castCompany(db);
  assert.equal((await find(grace))?.role, "employee");
  await changePerson(db, ada, { userId: grace.userId, role: "agent" });
  assert.equal((await find(grace))?.role, "agent");
});

test("what another process did to a session holds after a second", async () => {
  const { grace, alan } = await castCompany(db);
  assert.ok((await find(grace)) && (await find(alan)));
  await db.update(userSession).set({ expiresAt: sql`now()` }).where(eq(userSession.id, grace.sessionId));
  await db.update(appUser).set({ isActive: false }).where(eq(appUser.id, alan.userId));
  await sleep(1_050);
  assert.equal(await find(grace), null);
  assert.equal(await find(alan), null);
});

test("use is noted once a minute, and puts the end of a session off", async () => {
  const { grace } = await castCompany(db);
  const [row] = await db
    .update(userSession)
    .set({ lastSeenAt: sql`now() - interval '2 days'`, expiresAt: sql`now() + interval '1 day'` })
    .where(eq(userSession.id, grace.sessionId))
    .returning();
  assert.ok(await find(grace));
  await sleep(200);
  const [touched] = await listSessions(db, grace);
  assert.ok(Date.now() - Date.parse(touched?.lastSeenAt ?? "") < 60_000);
  const [after] = await db.select().from(userSession).where(eq(userSession.id, grace.sessionId));
  assert.ok((after?.expiresAt.getTime() ?? 0) > (row?.expiresAt.getTime() ?? 0) + 28 * 86_400_000);
});

test("live sessions are told from others in one statement", async () => {
  const { grace, alan } = await castCompany(db);
  await revokeSession(db, alan, alan.sessionId);
  statements.length = 0;
  const live = await liveSessions(db, [grace.sessionId, alan.sessionId, newId()]);
  assert.deepEqual(live, new Map([[grace.sessionId, "employee"]]));
  assert.equal(statements.length, 1);
  assert.deepEqual(await liveSessions(db, []), new Map());
});

test("one sees one's own live sessions, the present one marked", async () => {
  const { grace } = await castCompany(db);
  const second = await startSession(db, grace.userId, `Firefox ${"x".repeat(1000)}`);
  const sessions = await listSessions(db, grace);
  assert.deepEqual(
    new Map(sessions.map(({ id, isCurrent }) => [id, isCurrent])),
    new Map([
      [second, false],
      [grace.sessionId, true],
    ]),
  );
});
