import assert from "node:assert/strict";
import { test } from "node:test";
import { castCompany } from "#db/cast.ts";
import { testDatabase } from "#db/testing.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { isRefusal, type ProblemCode } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { changeCase } from "#lib/support/change.ts";
import { claimCase } from "#lib/support/claim.ts";
import type { CaseView } from "#lib/support/events.ts";
import { queueQuery } from "#lib/support/inputs.ts";
import { listQueue, readCase } from "#lib/support/queries.ts";
import { writeToSupport } from "#lib/support/testing.ts";

process.env.RATE_LIMIT_FACTOR = "100000";
const { db } = await testDatabase();
const refusedAs = (code: ProblemCode) => (error: unknown) => isRefusal(error, code);
const subjects = (cases: CaseView[]) => cases.map((found) => found.subject);

test("the queue is filtered by status, assignee and words, and holds this company's cases alone", async () => {
  const { companyId, barbara, edsger } = await castCompany(db);
  const other = await castCompany(db);
  await writeToSupport(db, other.companyId, { subject: "Elsewhere" });
  const one = await writeToSupport(db, companyId, { subject: "Défaut E14", name: "Zoë Ångström" });
  const two = await writeToSupport(db, companyId, { subject: "Invoice", name: "Tom Aldridge" });
  const three = await writeToSupport(db, companyId, { name: "Jonas Feld" });
  await claimCase(db, barbara, two);
  await changeCase(db, edsger, { roomId: three.roomId, status: "solved" });
  assert.deepEqual(subjects(await listQueue(db, barbara, {})), ["Défaut E14", "Invoice", null]);
  assert.deepEqual(subjects(await listQueue(db, barbara, { status: "open" })), ["Défaut E14", "Invoice"]);
  assert.deepEqual(subjects(await listQueue(db, barbara, { status: "solved" })), [null]);
  assert.deepEqual(subjects(await listQueue(db, barbara, { assignee: "me" })), ["Invoice"]);
  assert.deepEqual(subjects(await listQueue(db, edsger, { assignee: "me" })), []);
  assert.deepEqual(subjects(await listQueue(db, edsger, { assignee: barbara.userId })), ["Invoice"]);
  assert.deepEqual(subjects(await listQueue(db, edsger, { assignee: "none" })), ["Défaut E14", null]);
  assert.deepEqual(subjects(await listQueue(db, edsger, { q: "defaut" })), ["Défaut E14"]);
  assert.deepEqual(subjects(await listQueue(db, edsger, { q: "ANGSTROM" })), ["Défaut E14"]);
  assert.deepEqual(subjects(await listQueue(db, edsger, { q: "feld", status: "open" })), []);
  assert.equal((await readCase(db, barbara, one)).customer.name, "Zoë Ångström");
});

test("an empty filter filters nothing; any other word is refused", () => {
  const parsed = queueQuery.parse({ status: "", assignee: "", q: "" });
  assert.ok(Object.values(parsed).every((value) => value === undefined));
  for (const query of [{ status: "closed" }, { assignee: "nobody" }, { q: "\0" }, { order: "id" }]) {
    assert.ok(!queueQuery.safeParse(query).success);
  }
});

test("a case put off is open again once its time has come", async () => {
  const { companyId, barbara } = await castCompany(db);
  const { roomId } = await writeToSupport(db, companyId);
  const soon = new Date(Date.now() + 60_000).toISOString();
  const snoozed = await changeCase(db, barbara, { roomId, snoozedUntil: soon });
  assert.deepEqual([snoozed.status, snoozed.snoozedUntil], ["snoozed", soon]);
  await changeCase(db, barbara, { roomId, snoozedUntil: new Date(Date.now() - 1).toISOString() });
  const [found] = await listQueue(db, barbara, { status: "open" });
  assert.deepEqual([found?.status, found?.snoozedUntil], ["open", null]);
  assert.deepEqual(await listQueue(db, barbara, { status: "snoozed" }), []);
});

test("the queue is for agents; a case that one cannot see is not there", async () => {
  const { companyId, ada, barbara, grace, carol } = await castCompany(db);
  const other = await castCompany(db);
  const { roomId, viewer } = await writeToSupport(db, companyId);
  const attempts: ((who: Viewer) => Promise<unknown>)[] = [
    (who) => readCase(db, who, { roomId }),
    (who) => claimCase(db, who, { roomId }),
    (who) => changeCase(db, who, { roomId, status: "solved" }),
    (who) => changeCase(db, who, { roomId, note: "Canary" }),
  ];
  for (const outsider of [grace, carol, viewer]) {
    await assert.rejects(listQueue(db, outsider, {}), refusedAs("forbidden"));
  }
  for (const outsider of [grace, carol, other.barbara, other.ada]) {
    for (const attempt of attempts) await assert.rejects(attempt(outsider), refusedAs("not_found"));
  }
  for (const attempt of attempts) await assert.rejects(attempt(viewer), refusedAs("forbidden"));
  for (const nothing of [newId(), (await writeToSupport(db, other.companyId)).roomId]) {
    await assert.rejects(claimCase(db, barbara, { roomId: nothing }), refusedAs("not_found"));
  }
  assert.equal((await readCase(db, ada, { roomId })).status, "open");
});
