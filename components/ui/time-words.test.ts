import assert from "node:assert/strict";
import { test } from "node:test";
import { dayName, shortTime, sinceTime, spanWords } from "#components/ui/time-words.ts";

const now = new Date(2026, 10, 19, 9, 20).getTime();

test("a time is as short as its age allows", () => {
  assert.equal(shortTime(new Date(2026, 10, 19, 0, 5), now), "00:05");
  assert.equal(shortTime(new Date(2026, 10, 18, 23, 59), now), "Wed");
  assert.equal(shortTime(new Date(2026, 8, 2), now), "2 Sept");
  assert.equal(shortTime(new Date(2025, 8, 2), now), "2 Sept 2025");
});

test("how long ago is said in the words of its distance", () => {
  assert.equal(sinceTime(new Date(2026, 10, 19, 9, 19), now), "now");
  assert.equal(sinceTime(new Date(2026, 10, 19, 9, 8), now), "12 min ago");
  assert.equal(sinceTime(new Date(2026, 10, 19, 7, 0), now), "today 07:00");
  assert.equal(sinceTime(new Date(2026, 10, 18, 18, 2), now), "yesterday 18:02");
});

test("a day has the name that people give it", () => {
  assert.equal(dayName(new Date(2026, 10, 19, 23), now), "Today");
  assert.equal(dayName(new Date(2026, 10, 18, 1), now), "Yesterday");
  assert.match(dayName(new Date(2026, 8, 2), now), /^Wednesday,? 2 September$/);
  assert.equal(dayName(new Date(2025, 8, 2), now), "2 September 2025");
});

test("a span is said in minutes, hours or days, late or not", () => {
  const minute = 60_000;
  assert.deepEqual(
    [4 * minute, -6.5 * minute, 70 * minute, 165 * minute, 25 * 60 * minute, -49 * 60 * minute].map(spanWords),
    ["4 min", "6 min", "1 h 10", "2 h 45", "1 day", "2 days"],
  );
});
