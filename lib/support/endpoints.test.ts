import assert from "node:assert/strict";
import { test } from "node:test";
import { eq } from "drizzle-orm";
import { castCompany } from "#db/cast.ts";
import { company } from "#db/schema/index.ts";
import { testDatabase } from "#db/testing.ts";
import { cookieOf } from "#lib/auth/testing.ts";
import { callEndpoint, serveFrom } from "#lib/http/testing.ts";
import { getMessages } from "#lib/messages/endpoints.ts";
import { getCase, getQueue, patchCase, postClaim, postConversation } from "#lib/support/endpoints.ts";

process.env.RATE_LIMIT_FACTOR = "100000";
const { db } = await testDatabase();
serveFrom(db);

const origin = "http://127.0.0.1:3000";
const body = { name: "Denise Carter", email: "denise@customer.example", content: "The meter shows E14." };

async function helpOf(companyId: string) {
  const [found] = await db.select({ slug: company.slug }).from(company).where(eq(company.id, companyId));
  const params = { companySlug: found?.slug ?? "" };
  return (headers: Record<string, string> = {}) => callEndpoint(postConversation, { params, body, headers });
}

test("the answer to a stranger brings the cookie that opens their conversation, and the next one on the same account", async () => {
  const { companyId } = await castCompany(db);
  const write = await helpOf(companyId);
  const first = await write();
  assert.equal(first.status, 201);
  const cookie = first.headers?.["set-cookie"]?.split(";")[0] ?? "";
  const params = { roomId: first.body.room.id };
  const { body: history } = await callEndpoint(getMessages, { params, headers: { cookie } });
  assert.deepEqual(history.messages, [first.body.message]);
  const second = await write({ cookie, origin });
  assert.equal(second.status, 201);
  assert.equal(second.headers?.["set-cookie"], undefined);
  assert.deepEqual(second.body.message.sender, first.body.message.sender);
});

test("another site cannot write as the customer of this browser; colleagues are told where to answer", async () => {
  const { companyId, barbara, ada } = await castCompany(db);
  const write = await helpOf(companyId);
  const cookie = (await write()).headers?.["set-cookie"]?.split(";")[0] ?? "";
  const elsewhere: Record<string, string>[] = [
    { cookie },
    { cookie, origin: "https://elsewhere.example" },
    { origin: "null" },
  ];
  for (const headers of elsewhere) {
    assert.deepEqual([(await write(headers)).body.code, (await write(headers)).status], ["foreign_origin", 403]);
  }
  for (const colleague of [barbara, ada]) {
    const refused = await write({ cookie: await cookieOf(colleague), origin });
    assert.deepEqual([refused.status, refused.body.code], [403, "forbidden"]);
    assert.match(refused.body.detail, /Support/);
  }
});

test("an unknown company is 404, whatever its address looks like; what does not belong is 422", async () => {
  for (const companySlug of ["nobody", "..", "A B", "x".repeat(100)]) {
    const refused = await callEndpoint(postConversation, { params: { companySlug }, body });
    assert.equal(refused.status, 404, companySlug);
  }
  const { companyId } = await castCompany(db);
  const [found] = await db.select({ slug: company.slug }).from(company).where(eq(company.id, companyId));
  const params = { companySlug: found?.slug ?? "" };
  for (const wrong of [
    { role: "admin" },
    { email: '"a b"@x.example' },
    { name: "" },
    { content: " " },
    { subject: "\u202e" },
  ]) {
    assert.equal((await callEndpoint(postConversation, { params, body: { ...body, ...wrong } })).status, 422);
  }
});

test("whoever comes too late to a claim reads who was first", async () => {
  const { companyId, barbara, edsger, grace } = await castCompany(db);
  const { body: opened } = await (await helpOf(companyId))();
  const params = { roomId: opened.room.id };
  const headersOf = async (viewer: typeof barbara) => ({ cookie: await cookieOf(viewer), origin });
  const claimed = await callEndpoint(postClaim, { params, headers: await headersOf(barbara) });
  assert.deepEqual([claimed.status, claimed.body.case.assignee.name], [200, "Barbara Liskov"]);
  const late = await callEndpoint(postClaim, { params, headers: await headersOf(edsger) });
  assert.deepEqual([late.status, late.body.code], [409, "already_claimed"]);
  assert.deepEqual(late.body.assignee, { id: barbara.userId, name: "Barbara Liskov" });
  const headers = await headersOf(edsger);
  const query = { status: "open", assignee: barbara.userId };
  assert.equal((await callEndpoint(getQueue, { query, headers })).body.cases.length, 1);
  assert.equal((await callEndpoint(getQueue, { headers: await headersOf(grace) })).status, 403);
  const solved = await callEndpoint(patchCase, { params, body: { status: "solved" }, headers });
  assert.deepEqual(solved.body, (await callEndpoint(getCase, { params, headers })).body);
  for (const wrong of [
    {},
    { status: "closed" },
    { customerId: barbara.userId },
    { snoozedUntil: "2020-01-01T00:00:00Z" },
  ]) {
    assert.equal((await callEndpoint(patchCase, { params, body: wrong, headers })).status, 422);
  }
});
