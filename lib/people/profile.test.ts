import assert from "node:assert/strict";
import { test } from "node:test";
import { eq } from "drizzle-orm";
import { castCompany } from "#db/cast.ts";
import { appUser } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import { changePassword } from "#lib/auth/change-password.ts";
import { checkPassword } from "#lib/auth/check-password.ts";
import { findViewer } from "#lib/auth/find-viewer.ts";
import { hashPassword } from "#lib/auth/passwords.ts";
import { startSession } from "#lib/auth/sessions.ts";
import { cookieOf } from "#lib/auth/testing.ts";
import { isRefusal, type ProblemCode } from "#lib/errors.ts";
import { callEndpoint, serveFrom } from "#lib/http/testing.ts";
import { newId } from "#lib/ids.ts";
import { patchMyself } from "#lib/people/endpoints.ts";
import { changeProfile } from "#lib/people/profile.ts";
import { getMe, listPeople } from "#lib/people/queries.ts";
import { listen } from "#lib/realtime/bus.ts";
import { createToken } from "#lib/tokens/commands.ts";
import { findTokenViewer } from "#lib/tokens/queries.ts";

const { db } = await testDatabase();
serveFrom(db);

const refusedAs = (code: ProblemCode) => (error: unknown) => isRefusal(error, code);
const client = () => ({ address: newId(), isLoopback: true, origin: "http://127.0.0.1:3000" });
const current = "correct horse battery";
const next = "a better one, a sentence";
const passwordHash = await hashPassword(current);

async function withPassword() {
  const cast = await castCompany(db);
  const email = `grace.${newId()}@example.com`;
  await db.update(appUser).set({ email, emailKey: email, passwordHash }).where(eq(appUser.id, cast.grace.userId));
  return { ...cast, email };
}

test("a new name holds at once and is told", async (t) => {
  const { grace, alan } = await castCompany(db);
  const told: unknown[] = [];
  t.after(listen({ onTell: (companyId, event) => companyId === grace.companyId && told.push(event) }));
  const cookie = await cookieOf(grace);
  assert.equal((await findViewer(db, cookie))?.name, "Grace Hopper");
  const me = await changeProfile(db, grace, {
    name: "Grace Murray Hopper",
    initials: "GMH",
    timeZone: "Europe/Vienna",
  });
  assert.deepEqual(me, await getMe(db, grace));
  assert.equal((await findViewer(db, cookie))?.name, "Grace Murray Hopper");
  const person = { userId: grace.userId, name: "Grace Murray Hopper", initials: "GMH", isActive: true };
  assert.deepEqual(told, [{ kind: "person", ...person }]);
  const [seen] = await listPeople(db, alan, { q: "Murray" });
  assert.deepEqual([seen?.initials, seen?.timeZone], ["GMH", "Europe/Vienna"]);
});

test("a profile takes what it should and nothing else", async () => {
  const { grace } = await castCompany(db);
  const cookie = await cookieOf(grace);
  const headers = { cookie, origin: "http://127.0.0.1:3000" };
  const patch = async (body: unknown) => callEndpoint(patchMyself, { headers, body });
  const bad = [
    {},
    { name: "" },
    { name: "a\u202eb" },
    { initials: "" },
    { initials: "ABCD" },
    { initials: "<b>" },
    { initials: "\u200b" },
    { timeZone: "Mars/Olympus" },
    { timeZone: "../../etc" },
    { role: "admin" },
    { email: "x@example.com" },
    { name: null },
  ];
  for (const body of bad) assert.equal((await patch(body)).status, 422, JSON.stringify(body));
  const set = await patch({ initials: " öé ", timeZone: "UTC" });
  assert.deepEqual([set.status, set.body.user.initials, set.body.user.timeZone], [200, "ÖÉ", "UTC"]);
  const unset = await patch({ initials: null, timeZone: null });
  assert.deepEqual([unset.body.user.initials, unset.body.user.timeZone], [null, null]);
  assert.equal((await callEndpoint(patchMyself, { body: { name: "Nobody" } })).status, 401);
});

test("a new password ends every other session, and no token", async () => {
  const { grace, email } = await withPassword();
  const second = { ...grace, sessionId: await startSession(db, grace.userId, "a second browser") };
  const { token } = await createToken(db, grace, { name: "Report" });
  await changePassword(db, grace, { current, next }, client());
  assert.ok(await findViewer(db, await cookieOf(grace)));
  assert.equal(await findViewer(db, await cookieOf(second)), null);
  assert.ok(await findTokenViewer(db, token));
  assert.equal(await checkPassword(db, client(), { email, password: current }), null);
  assert.ok(await checkPassword(db, client(), { email, password: next }));
});

test("a wrong present password is refused, and the sixth not even looked at", async () => {
  const { grace } = await withPassword();
  const guess = () => changePassword(db, grace, { current: "wrong", next }, client());
  for (let n = 0; n < 5; n++) await assert.rejects(guess(), refusedAs("invalid_input"));
  await assert.rejects(guess(), refusedAs("rate_limited"));
  await assert.rejects(changePassword(db, grace, { current, next }, client()), refusedAs("rate_limited"));
});

test("of two changes at once one wins; a token and an account without a password change none", async () => {
  const { grace, alan } = await withPassword();
  const outcomes = await Promise.allSettled(
    ["one of two, a sentence", "two of two, a sentence"].map((wanted) =>
      changePassword(db, grace, { current, next: wanted }, client()),
    ),
  );
  assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ["fulfilled", "rejected"]);
  await assert.rejects(
    changePassword(db, { ...grace, isToken: true }, { current, next }, client()),
    refusedAs("forbidden"),
  );
  await assert.rejects(changePassword(db, alan, { current, next }, client()), refusedAs("forbidden"));
});
