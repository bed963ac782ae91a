import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cleanName, dispositionOf } from "#lib/files/names.ts";
import { parseRange } from "#lib/files/ranges.ts";

const wild = fc.oneof(
  fc.string({ unit: "binary", maxLength: 400 }),
  fc
    .array(
      fc.constantFrom(
        "..",
        "/",
        "\\",
        "\0",
        "\r\n",
        '"',
        "%",
        ";",
        "‮",
        "⁦",
        "é",
        "e\u0301",
        "😀",
        ".exe",
        " ",
        "\ud800",
      ),
      {
        maxLength: 60,
      },
    )
    .map((parts) => parts.join("")),
);

test("whatever a file is called, its name is one safe line of at most 200 characters", () => {
  fc.assert(
    fc.property(wild, (given) => {
      const name = cleanName(given);
      assert.ok(name.length > 0 && Array.from(name).length <= 200);
      assert.ok(name.isWellFormed() && name === name.normalize("NFC") && name === name.trim());
      assert.doesNotMatch(name, /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069/\\:*?"<>|]|^\./u);
      assert.equal(cleanName(name), name);
    }),
  );
});

test("names that mean something stay as they are", () => {
  const names = {
    "Quarterly plan (final) v2.pdf": "Quarterly plan (final) v2.pdf",
    "C:\\Users\\ada\\plan.pdf": "plan.pdf",
    "../../etc/passwd": "passwd",
    ".env": "env",
    "résumé.doc": "résumé.doc",
    "cafe\u0301.txt": "café.txt",
    "日本語.png": "日本語.png",
    "gpj.exe‮": "gpj.exe",
    "": "file",
    "..": "file",
    ".. ..": "file",
    ". .. .env": "env",
  };
  for (const [given, name] of Object.entries(names)) assert.equal(cleanName(given), name);
  const long = cleanName(`${"a".repeat(300)}.pdf`);
  assert.equal(long.length, 200);
  assert.ok(long.endsWith(".pdf"));
  assert.equal(cleanName(`${"a".repeat(199)} ${"b".repeat(20)}`), "a".repeat(199));
});

test("the disposition is one line of ASCII that says the whole name", () => {
  fc.assert(
    fc.property(wild, (given) => {
      const name = cleanName(given);
      const line = dispositionOf("attachment", name);
      assert.match(line, /^attachment; filename="[ -~]*"; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]*$/);
      assert.equal(line.split('"').length, 3);
      assert.equal(decodeURIComponent(line.split("''")[1] ?? ""), name);
      new Headers({ "content-disposition": line });
    }),
  );
});

test("ranges: one of them, as RFC 9110 has it", () => {
  const size = 1000;
  const expected: [string | undefined, ReturnType<typeof parseRange>][] = [
    ["bytes=0-99", { from: 0, to: 100 }],
    ["bytes=0-0", { from: 0, to: 1 }],
    ["bytes=900-", { from: 900, to: 1000 }],
    ["bytes=900-5000", { from: 900, to: 1000 }],
    ["bytes=-1", { from: 999, to: 1000 }],
    ["bytes=-5000", { from: 0, to: 1000 }],
    ["Bytes= 5-9", { from: 5, to: 10 }],
    ["bytes=1000-", "unsatisfiable"],
    ["bytes=5000-6000", "unsatisfiable"],
    ["bytes=-0", "unsatisfiable"],
    [undefined, null],
    ["bytes=5-4", null],
    ["bytes=-", null],
    ["bytes=0-1,5-6", null],
    ["lines=0-1", null],
    ["bytes=a-b", null],
    ["bytes=99999999999999999999-", null],
  ];
  for (const [header, range] of expected) assert.deepEqual(parseRange(header, size), range, header);
});
