import assert from "node:assert/strict";
import { test } from "node:test";
import { askedIn, pathOf, requestOf } from "#components/search/asked.ts";

const asked = (query: string) => askedIn(new URLSearchParams(query));

test("the page's address holds all that was asked, and nothing that is no filter", () => {
  const path = "/search?q=calibration+block&from=someone&after=2026-09-01&has=link";
  assert.equal(pathOf(asked(path.slice("/search?".length))), path);
  assert.equal(pathOf(asked("has=virus&after=soon&before=2026-99-99&x=1")), "/search");
});

test("days begin at midnight of the reader", () => {
  const request = new URLSearchParams(requestOf(asked("q=block&after=2026-09-01"))?.split("?")[1]);
  assert.equal(request.get("after"), new Date(2026, 8, 1).toISOString());
  assert.equal(request.get("before"), null);
});

test("nothing is asked before there is a word or a filter that says something by itself", () => {
  for (const query of ["", "q=", "q=a", "q=%3F%3F", "roomId=x", "after=2026-09-01"])
    assert.equal(requestOf(asked(query)), null, query);
  for (const query of ["q=ab", "q=%E6%A0%A1", "q=7F", "from=x", "has=file"]) assert.ok(requestOf(asked(query)), query);
});
