import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseInlines, parseText } from "#lib/text/parse-text.ts";

const link = (text: string, href = text) => ({ kind: "link", text, href });
const text = (value: string) => ({ kind: "text", text: value });

test("web addresses become links, without the sentence around them", () => {
  assert.deepEqual(parseInlines("see https://a.example/x, and (http://b.example/y_(z))."), [
    text("see "),
    link("https://a.example/x"),
    text(", and ("),
    link("http://b.example/y_(z)"),
    text(")."),
  ]);
  assert.deepEqual(parseInlines("https://a.example"), [link("https://a.example", "https://a.example/")]);
});

test("nothing but http and https becomes a link", () => {
  const wild = "javascript:alert(1) data:text/html,x ftp://a.example file:///etc/passwd //a.example xhttp://a.example";
  assert.deepEqual(parseInlines(wild), [text(wild)]);
  assert.deepEqual(parseInlines("https://"), [text("https://")]);
});

test("code stands out in a line and as a block; addresses in it stay code", () => {
  assert.deepEqual(parseInlines("run `curl https://a.example` now"), [
    text("run "),
    { kind: "code", text: "curl https://a.example" },
    text(" now"),
  ]);
  assert.deepEqual(parseText("so:\n```c\nint a;\n\nint b;\n```\nand"), [
    { kind: "text", inlines: [text("so:")] },
    { kind: "code", language: "c", text: "int a;\n\nint b;" },
    { kind: "text", inlines: [text("and")] },
  ]);
  assert.deepEqual(parseText("```one line```"), [{ kind: "code", language: null, text: "one line" }]);
  assert.deepEqual(parseText("```\nnever closed"), [{ kind: "text", inlines: [text("```\nnever closed")] }]);
});

test("no character of a text is lost or made up", () => {
  const piece = fc.constantFrom("`", "```", "\n", "https://a.example/", "(", ")", ".", " ", "word", "<b>", "é");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const whole = pieces.join("").replaceAll("`", "'");
      const shown = parseInlines(whole).map((inline) => inline.text);
      assert.equal(shown.join(""), whole);
    }),
  );
});

test("a text a hundred times as long as any may be is parsed in the end, whatever it is made of", {
  timeout: 60_000,
}, () => {
  for (const piece of ["```\n", "`", "https://a.example/((((", "https://a.example/)))", "```a```\n"]) {
    const whole = piece.repeat(1_000_000 / piece.length);
    assert.ok(parseText(whole).length > 0, JSON.stringify(piece));
  }
});
