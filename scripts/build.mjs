import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure, root, run } from "./run.mjs";

const stamp = join(root, ".next", ".parley-sources");

const sources = [
  "app",
  "components",
  "db",
  "lib",
  "public",
  "next.config.ts",
  "package-lock.json",
  "package.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tailwind.config.ts",
  "tsconfig.json",
];

/** Builds the app, unless `.next` holds the whole build of just these sources. */
export async function build() {
  const hash = hashSources(); // before the build: what changes while it runs is not in it
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;

  rmSync(stamp, { force: true });
  console.log("Building the app …");
  if ((await run("next", ["build"], { env: { NODE_ENV: "production" }, quiet: true })) !== 0) {
    throw new Failure("The app could not be built; Next.js says why above.");
  }
  writeFileSync(stamp, hash);
}

function hashSources() {
  const hash = createHash("sha256");
  for (const file of sources.flatMap(filesOf)) {
    const content = readFileSync(join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

function filesOf(source) {
  const stat = statSync(join(root, source), { throwIfNoEntry: false });
  if (!stat) return [];
  if (stat.isFile()) return [source];
  return readdirSync(join(root, source), { recursive: true })
    .filter((name) => !/\.(test|long)\.tsx?$/.test(name))
    .map((name) => join(source, name))
    .filter((name) => statSync(join(root, name)).isFile())
    .sort();
}
