import assert from "node:assert/strict";
import { test } from "node:test";
import { callBefore, findPeople } from "#components/room/find-people.ts";

const people = ["Tomás Herrera", "Hana Kobayashi", "Priya Raghavan"].map((name) => ({ name }));
const found = (query: string) => findPeople(query, people).map(({ name }) => name);

test("an @ that begins a word is a call, up to the cursor", () => {
  assert.deepEqual(callBefore("@", 1), { from: 0, to: 1, query: "" });
  assert.deepEqual(callBefore("Who tells them: @h and then", 18), { from: 16, to: 18, query: "h" });
  assert.deepEqual(callBefore("(@Hana Kob", 10), { from: 1, to: 10, query: "Hana Kob" });
  for (const text of ["", "hana", "mail@h", "@@h", "@ h", "@Hana\nh", `@${"h".repeat(100)}`])
    assert.equal(callBefore(text, text.length), null, text);
});

test("people are found by the beginning of any of their names, first names first, without accents", () => {
  assert.deepEqual(found("h"), ["Hana Kobayashi", "Tomás Herrera"]);
  assert.deepEqual(found("tomas h"), ["Tomás Herrera"]);
  assert.deepEqual(found("RAG"), ["Priya Raghavan"]);
  assert.deepEqual(found("Hana Kobayashi, please"), []);
  assert.equal(found("").length, 3);
});
