import assert from "node:assert/strict";
import { test } from "node:test";
import { calledIn, mayMention, Names } from "#lib/text/mentions.ts";

const names = new Names([
  { id: "ada", name: "Ada Lovelace" },
  { id: "ann", name: "Ann" },
  { id: "anna", name: "Anna Müller" },
  { id: "sam1", name: "Sam Lee" },
  { id: "sam2", name: "Sam Lee" },
  { id: "odd", name: "A. (Bob) *Smith*" },
  { id: "room", name: "room" },
]);
const called = (content: string) => [...calledIn(content, names)];

test("a whole name behind an @ calls its person, in any case and anywhere in a text", () => {
  assert.deepEqual(called("@Ada Lovelace, please"), ["ada"]);
  assert.deepEqual(called("please,\n@ada lovelace!"), ["ada"]);
  assert.deepEqual(called("(@Ada Lovelace) and @ANN."), ["ada", "ann"]);
  assert.deepEqual(called("@A. (Bob) *Smith* is here"), ["odd"]);
  assert.deepEqual(called("and @Anna Müller".normalize("NFD")), ["anna"]);
});

test("the longer of two names counts, and nobody is called twice", () => {
  assert.deepEqual(called("@Anna Müller"), ["anna"]);
  assert.deepEqual(called("@Ann and @Ann"), ["ann"]);
  assert.deepEqual(called("@Ann Müller"), ["ann"]);
});

test("people of one name are called together", () => {
  assert.deepEqual(called("@Sam Lee?"), ["sam1", "sam2"]);
});

test("a part of a name, an address, a path, code and a name without an @ call nobody", () => {
  const texts = ["@Ada", "@Anna", "Ada Lovelace", "@@Ann", "@ Ann", "@Annabel", "@Ann_x", "@Ann\u0301"];
  const elsewhere = ["mail@Ann", "@ann@example.com", "medium.com/@room", "npm i @room/core", "@room@matrix.org"];
  for (const content of [...texts, ...elsewhere]) assert.deepEqual(called(content), [], content);
  assert.deepEqual(called("`@Ann` and\n```\n@Ann\n```"), []);
  assert.deepEqual(called("https://example.com/@Ann"), []);
  assert.deepEqual(called("@Ann/@Ada Lovelace"), ["ann"]);
  for (const content of ["a@b.example", "@ home", ""]) assert.equal(mayMention(content), false, content);
});

test("what is written to take long is read to its end, whoever is there", () => {
  const crowd = Array.from({ length: 5_000 }, (_, n) => ({ id: `${n}`, name: `Person ${n}` }));
  const many = new Names(crowd);
  for (const text of ["@P ".repeat(3_333), `@${"`a` ".repeat(2_499)}`, "@.".repeat(5_000), "@Person ".repeat(1_250)])
    assert.equal(calledIn(text, many).size, 0);
});

test("a text is cut where it calls somebody, and nothing of it is lost", () => {
  const text = "Hi @Ada Lovelace,@Ann: see @Nobody.";
  const pieces = names.split(text);
  assert.deepEqual(
    pieces.filter(({ userIds }) => userIds.length > 0).map((piece) => piece.text),
    ["@Ada Lovelace", "@Ann"],
  );
  assert.equal(pieces.map((piece) => piece.text).join(""), text);
});
