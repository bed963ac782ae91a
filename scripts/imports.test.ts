import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";

// What the linter cannot say about imports (see "overrides" in biome.json): what is reached through other files.

const root = join(import.meta.dirname, "..");
const startsNext = "lib/server/start.ts";

test("nothing that the server reaches in lib and db needs Next, or JSX, to run", () => {
  for (const [file, by] of reachableFrom(["server.ts"])) {
    assert.ok(!file.endsWith(".tsx"), `Node cannot run ${file}, which ${by} imports`);
    if (!/^(lib|db)\//.test(file) || file === startsNext) continue;
    for (const name of importsOf(file)) {
      const next = /^(next|next-auth|server-only)(\/|$)/.test(name) && name !== "next-auth/jwt";
      assert.ok(!next, `${file} imports ${name}, and the server reaches it through ${by}`);
    }
  }
});

test("client code reaches nothing of the server but events and texts", () => {
  const pages = globSync("app/**/*.{ts,tsx}", { cwd: root }).filter((file) => /^"use client"/m.test(read(file)));
  const components = globSync("components/**/*.{ts,tsx}", { cwd: root }).filter((file) => !isTest(file));
  for (const [file, by] of reachableFrom([...components, ...pages])) {
    const words = /(^|\/)events\.ts$|^lib\/text\//.test(file);
    assert.ok(
      !/^(lib|db)\//.test(file) || words,
      `${by} imports ${file}: client code knows only events.ts and lib/text`,
    );
  }
});

/** Every file that is loaded with these, and the file that imports it. Server actions are as far as a client gets. */
function reachableFrom(entries: string[]): Map<string, string> {
  const reached = new Map(entries.map((entry) => [entry, entry]));
  for (const [file] of reached) {
    if (/^"use server"/m.test(read(file))) continue;
    for (const name of importsOf(file)) {
      const target = resolve(file, name);
      if (target && !reached.has(target)) reached.set(target, file);
    }
  }
  return reached;
}

function resolve(from: string, name: string): string | undefined {
  const target = name.startsWith("#") ? name.slice(1) : name.startsWith(".") ? join(dirname(from), name) : undefined;
  if (!target || /\.(css|json)$/.test(target)) return;
  assert.ok(
    existsSync(join(root, target)),
    `${from} imports ${name}: there is no such file (names carry their ending)`,
  );
  return relative(root, join(root, target));
}

/** Static and dynamic imports, but for those of types alone, which are gone when the code runs. */
function importsOf(file: string): string[] {
  const statement =
    /^\s*(?:import|export)\s+(?!type\b)(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm;
  return Array.from(read(file).matchAll(statement), (match) => match[1] ?? match[2] ?? "");
}

function isTest(file: string): boolean {
  return /\.(test|long)\.tsx?$/.test(file);
}

function read(file: string): string {
  return readFileSync(join(root, file), "utf8");
}
