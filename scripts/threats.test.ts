import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "..");
const rows = readFileSync(join(root, "docs/threats.md"), "utf8")
  .split("\n")
  .filter((line) => /^\| *\d+ *\|/.test(line))
  .map((line) => line.split(" | "));

test("every row of docs/threats.md is there, once and in order", () => {
  const numbers = rows.map(([number = ""]) => Number(number.replace("|", "")));
  assert.deepEqual(
    numbers,
    Array.from({ length: 41 }, (_, index) => index + 1),
  );
});

test("every test that docs/threats.md names is there, and every row has one", () => {
  for (const [row, , places = ""] of rows) {
    const tests = places.split(" · ").flatMap(testsOf);
    assert.ok(tests.length > 0, `row ${row} has no test`);
    for (const { file, title } of tests) assert.ok(titlesOf(file).has(title), `row ${row}: no "${title}" in ${file}`);
  }
});

test("every test that is named after a row stands in that row", () => {
  for (const file of globSync("{app,components,db,e2e,lib}/**/*.ts", { cwd: root })) {
    for (const title of titlesOf(file)) {
      const number = /^row (\d+): /.exec(title)?.[1];
      if (!number) continue;
      const places = rows[Number(number) - 1]?.[2] ?? "";
      const named = places.split(" · ").filter((place) => place.includes(`"${title}"`));
      assert.ok(
        named.some((place) => place.includes(`\`${file}\``)),
        `docs/threats.md leaves out "${title}" in ${file}`,
      );
    }
  }
});

/** `file`: "title"; "title" */
function testsOf(place: string): { file: string; title: string }[] {
  const file = /`([^`]+)`:/.exec(place)?.[1];
  assert.ok(file, `${place} names no file`);
  assert.ok(existsSync(join(root, file)), `there is no ${file}`);
  return Array.from(place.matchAll(/"([^"]+)"/g), ([, title = ""]) => ({ file, title }));
}

function titlesOf(file: string): Set<string> {
  const source = readFileSync(join(root, file), "utf8");
  const titles = source.matchAll(/\b(?:test|it)\(\s*(["'`])((?:(?!\1)[^\\]|\\.)*)\1/g);
  return new Set(Array.from(titles, ([, , title = ""]) => title));
}
