import assert from "node:assert/strict";
import { after, test } from "node:test";
import { eq, sql } from "drizzle-orm";
import { castCompany } from "#db/cast.ts";
import { appUser, personalToken } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { findCaller } from "#lib/auth/find-caller.ts";
import { liveSessions } from "#lib/auth/sessions.ts";
import { cookieOf } from "#lib/auth/testing.ts";
import { isRefusal, type ProblemCode } from "#lib/errors.ts";
import { callEndpoint, serveFrom } from "#lib/http/testing.ts";
import { changePerson } from "#lib/people/commands.ts";
import { getMyself } from "#lib/people/endpoints.ts";
import { closeStreams, openStream, watchSessions } from "#lib/realtime/streams.ts";
import { connect, until } from "#lib/realtime/testing.ts";
import { postRooms } from "#lib/rooms/endpoints.ts";
import { createToken, revokeToken } from "#lib/tokens/commands.ts";
import { deleteToken, getTokens, postTokens } from "#lib/tokens/endpoints.ts";
import { findTokenViewer, listTokens } from "#lib/tokens/queries.ts";
import { bearerOf, newTokenValue } from "#lib/tokens/value.ts";

after(closeStreams); // registered first, so it runs before the database closes
const { db, statements } = await testDatabase();
serveFrom(db);

const refusedAs = (code: ProblemCode) => (error: unknown) => isRefusal(error, code);
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const withBearer = (token: string, more = {}) => ({ headers: { authorization: `Bearer ${token}`, ...more } });

async function withToken() {
  const cast = await castCompany(db);
  const made = await createToken(db, cast.grace, { name: "Nightly report" });
  return { ...cast, made, asToken: { ...cast.grace, sessionId: made.id, isToken: true } satisfies Viewer };
}

test("a token stands for its maker, shows its value once, and is kept as a hash", async () => {
  const { grace, made, asToken } = await withToken();
  assert.match(made.token, /^parley_[\w-]{43}$/);
  const [listed] = await listTokens(db, grace);
  assert.deepEqual({ ...listed, token: made.token }, made);
  assert.deepEqual(await findTokenViewer(db, made.token), asToken);
  const kept = JSON.stringify(await db.select().from(personalToken));
  assert.ok(!kept.includes(made.token.slice("parley_".length)));
});

test("a bearer is told from other headers, and a malformed one from ours, at once", () => {
  const value = newTokenValue();
  assert.equal(bearerOf(undefined), undefined);
  assert.equal(bearerOf("Basic dXNlcjpwYXNz"), undefined);
  assert.equal(bearerOf(`bearer ${value}`), value);
  const malformed = [
    "Bearer",
    `Bearer ${value}x`,
    `Bearer ${value.slice(1)}`,
    `Bearer\0${value}`,
    `Bearer ${value}, x`,
  ];
  for (const header of malformed) assert.equal(bearerOf(header), null, header);
  assert.equal(bearerOf(`Bearer ${" ".repeat(5_000_000)}`), null); // which would not end where each blank is tried from each
});

test("endpoints take a bearer without an Origin; a wrong one is 401 whatever cookie comes beside it", async () => {
  const { alan, grace, made } = await withToken();
  const cookie = await cookieOf(alan);
  const whoAmI = async (sent: object) => (await callEndpoint(getMyself, sent)).body.user?.id;
  assert.equal(await whoAmI(withBearer(made.token)), grace.userId);
  assert.equal(await whoAmI(withBearer(made.token, { cookie })), grace.userId);
  assert.equal(await whoAmI({ headers: { cookie, authorization: "Basic eDp5" } }), alan.userId);
  for (const token of ["", "x", newTokenValue(), `${made.token}=`]) {
    const refused = await callEndpoint(getMyself, withBearer(token, { cookie }));
    assert.equal(refused.status, 401, token);
  }
  const body = { type: "group", name: "Made by a program" };
  for (const more of [{}, { cookie }]) {
    assert.equal((await callEndpoint(postRooms, { ...withBearer(made.token, more), body })).status, 201);
  }
  const elsewhere = { ...withBearer(made.token, { origin: "https://evil.example" }), body };
  assert.equal((await callEndpoint(postRooms, elsewhere)).status, 403);
});

test("a token in the address counts for nothing", async () => {
  const { made } = await withToken();
  for (const name of ["token", "access_token", "bearer"]) {
    assert.equal((await callEndpoint(getMyself, { query: { [name]: made.token } })).status, 401);
  }
});

test("a token makes no tokens, and customers have none", async () => {
  const { carol, asToken, made } = await withToken();
  await assert.rejects(createToken(db, asToken, { name: "Another" }), refusedAs("forbidden"));
  await assert.rejects(createToken(db, carol, { name: "Mine" }), refusedAs("forbidden"));
  const reply = await callEndpoint(postTokens, { ...withBearer(made.token), body: { name: "Another" } });
  assert.equal(reply.status, 403);
});

test("a revoked token is nobody's at once, and its streams end", async () => {
  const { grace, asToken, made } = await withToken();
  assert.ok(await findTokenViewer(db, made.token));
  const stream = await connect(db, asToken);
  const other = await connect(db, grace);
  await revokeToken(db, grace, made.id);
  assert.equal(await findTokenViewer(db, made.token), null);
  assert.ok(stream.isEnded && !other.isEnded);
  assert.deepEqual(await listTokens(db, grace), []);
  await assert.rejects(revokeToken(db, grace, made.id), refusedAs("not_found"));
  other.cut();
});

test("what another process revoked ends here within a second or two, streams too", async (t) => {
  const { asToken, made } = await withToken();
  const watch = watchSessions(db);
  t.after(() => clearInterval(watch));
  assert.ok(await findTokenViewer(db, made.token));
  const stream = await connect(db, asToken);
  await db.update(personalToken).set({ revokedAt: sql`now()` }).where(eq(personalToken.id, made.id));
  await sleep(1_050);
  assert.equal(await findTokenViewer(db, made.token), null);
  await until(() => stream.isEnded, "the stream ends");
});

test("an expired token is dead, and none begins so", async () => {
  const { grace, made } = await withToken();
  const expiresAt = new Date(Date.now() - 1000).toISOString();
  await assert.rejects(createToken(db, grace, { name: "Late", expiresAt }), refusedAs("invalid_input"));
  assert.deepEqual(
    new Set((await liveSessions(db, [made.id, grace.sessionId])).keys()),
    new Set([made.id, grace.sessionId]),
  );
  await db.update(personalToken).set({ expiresAt: sql`now()` }).where(eq(personalToken.id, made.id));
  assert.equal(await findTokenViewer(db, made.token), null);
  assert.deepEqual(await liveSessions(db, [made.id]), new Map());
});

test("deactivation ends a person's tokens at once and for good; a changed role holds at once", async () => {
  const { ada, grace, made } = await withToken();
  await changePerson(db, ada, { userId: grace.userId, role: "agent" });
  assert.equal((await findTokenViewer(db, made.token))?.role, "agent");
  await changePerson(db, ada, { userId: grace.userId, isActive: false });
  assert.equal(await findTokenViewer(db, made.token), null);
  await changePerson(db, ada, { userId: grace.userId, isActive: true });
  assert.equal(await findTokenViewer(db, made.token), null);
});

test("one sees and revokes one's own tokens alone", async () => {
  const { ada, alan, made } = await withToken();
  for (const viewer of [ada, alan]) {
    assert.deepEqual(await listTokens(db, viewer), []);
    await assert.rejects(revokeToken(db, viewer, made.id), refusedAs("not_found"));
    const sent = {
      params: { tokenId: made.id },
      ...withBearer((await createToken(db, viewer, { name: "Mine" })).token),
    };
    assert.equal((await callEndpoint(deleteToken, sent)).status, 404);
  }
  assert.equal((await callEndpoint(getTokens)).status, 401);
  assert.ok(await findTokenViewer(db, made.token));
});

test("a hundred calls within a second cost one statement; use is noted once a minute", async () => {
  const { made, grace } = await withToken();
  const call = { header: (name: string) => (name === "authorization" ? `Bearer ${made.token}` : undefined) } as never;
  statements.length = 0;
  await Promise.all(Array.from({ length: 100 }, () => findCaller(db, call)));
  await sleep(50);
  assert.equal(statements.filter((statement) => statement.startsWith("select")).length, 1);
  assert.equal(statements.filter((statement) => statement.startsWith("update")).length, 1);
  const [used] = await listTokens(db, grace);
  assert.ok(Date.now() - Date.parse(used?.lastUsedAt ?? "") < 10_000);
});

test("made-up tokens are not remembered", async () => {
  statements.length = 0;
  const value = newTokenValue();
  for (let n = 0; n < 3; n++) assert.equal(await findTokenViewer(db, value), null);
  assert.equal(statements.length, 3);
});

test("of sixty at once no more are made than one may have in an hour", async () => {
  const { grace } = await castCompany(db);
  const tries = Array.from({ length: 60 }, (_, n) => createToken(db, grace, { name: `Token ${n}` }));
  const outcomes = await Promise.allSettled(tries);
  const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  assert.ok(refused.every(refusedAs("rate_limited")));
  assert.equal((await listTokens(db, grace)).length, 20);
});

test("fifty tokens are enough", async () => {
  const { grace } = await castCompany(db);
  const values = Array.from({ length: 50 }, (_, n) => ({
    id: crypto.randomUUID(),
    userId: grace.userId,
    name: `Token ${n}`,
    tokenHash: Buffer.from(newTokenValue()),
  }));
  await db.insert(personalToken).values(values);
  await assert.rejects(createToken(db, grace, { name: "One more" }), refusedAs("too_many_tokens"));
});

test("a stream by a token of somebody deactivated elsewhere ends", async (t) => {
  const { grace, asToken } = await withToken();
  const watch = watchSessions(db);
  t.after(() => clearInterval(watch));
  let isEnded = false;
  const end = () => {
    isEnded = true;
  };
  await openStream(db, asToken, undefined, { write() {}, backlog: () => 0, drained: async () => true, end });
  await db.update(appUser).set({ isActive: false }).where(eq(appUser.id, grace.userId));
  await until(() => isEnded, "the stream ends");
});
