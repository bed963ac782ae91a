import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { Failure, main, root, run } from "./run.mjs";

const steps = {
  lint: () => run("biome", ["check", "--error-on-warnings"]),
  types: async () => {
    rmSync(join(root, ".next", "dev", "types"), { recursive: true, force: true }); // may name routes that are gone
    return (await run("next", ["typegen"], { quiet: true })) || run("tsc", ["--noEmit"]);
  },
  unit: () =>
    nodeTests(["app", "components", "db", "lib", "scripts"], ".test.ts", {
      env: { TEST_DATABASE_URL: "" },
      seconds: 600,
    }),
  postgres: () => nodeTests(["components", "db", "lib"], ".test.ts", { seconds: 600 }),
  build,
  http: async () => (await build()) || nodeTests(["e2e/http"], ".test.ts", { seconds: 600 }),
  browser: async () => {
    await build();
    const { ensureChromium } = await import("./chromium.mjs");
    return run("playwright", ["test", ...only], { env: { PARLEY_CHROMIUM: await ensureChromium() }, seconds: 900 });
  },
  long: async () =>
    (await build()) || nodeTests(["app", "components", "db", "lib", "e2e"], ".long.ts", { concurrency: 1 }),
};

// The embedded database is always tested; a real PostgreSQL too, where TEST_DATABASE_URL names one.
const skipped = new Set(process.env.TEST_DATABASE_URL ? ["long"] : ["long", "postgres"]);

// `npm test` runs all but the long step; `npm test -- --only=unit,http rooms` two of them, for files with `rooms` in the name.
const options = process.argv.slice(2);
const only = options.filter((option) => !option.startsWith("--"));
const chosen = options
  .find((option) => option.startsWith("--only="))
  ?.slice("--only=".length)
  .split(",");

await main(async () => {
  for (const name of chosen ?? []) {
    if (!(name in steps)) throw new Failure(`There is no step "${name}", only ${Object.keys(steps).join(", ")}.`);
  }
  await install();
  const times = [];
  for (const name of chosen ?? Object.keys(steps).filter((step) => !skipped.has(step))) {
    console.log(`\n── ${name} ${"─".repeat(60 - name.length)}\n`);
    const started = performance.now();
    const code = await steps[name]();
    times.push(`${name} ${((performance.now() - started) / 1000).toFixed(1)} s`);
    if (code) throw new Failure(`✖ ${name} failed (${times.join(" · ")})`);
  }
  console.log(`\n✔ ${times.join(" · ")}`);
});

/** Node's own test runner. No test at all is a failure: it would mean that they are looked for in the wrong place. */
function nodeTests(folders, ending, { concurrency = 2, seconds, env }) {
  const files = folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name)))
    .filter((name) => name.endsWith(ending) && (only.length === 0 || only.some((part) => name.includes(part))));
  if (files.length === 0) {
    const named = only.length ? ` with ${only.join(" or ")} in its name` : "";
    throw new Failure(`There is no test in ${folders.join(", ")}: no *${ending}${named}.`);
  }
  return run("node", ["--test", `--test-concurrency=${concurrency}`, ...files], { seconds, env });
}
