import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "../../..");

/** Every method that a file under `app/api` exports, as `GET /api/rooms/{roomId}`. */
export function routeMethods(): string[] {
  return globSync("app/api/**/route.ts", { cwd: root }).flatMap((file) => {
    const path = dirname(file)
      .replace(/^app/, "")
      .replace(/\[+(\.{3})?(\w+)\]+/g, "{$2}");
    const source = readFileSync(join(root, file), "utf8");
    const exported = source.matchAll(/(?:export (?:const|async function|function)|\bas) ([A-Z]+)\b/g);
    return [...exported].map(([, method]) => `${method} ${path}`);
  });
}

/** Every server action that a file under `app` exports, by its name. */
export function exportedActions(): string[] {
  return globSync("app/**/*.{ts,tsx}", { cwd: root }).flatMap((file) => {
    const source = readFileSync(join(root, file), "utf8");
    if (!/^\s*["']use server["']/m.test(source)) return [];
    return [...source.matchAll(/export (?:const|async function) (\w+)/g)].map(([, name]) => name ?? "");
  });
}

type Manifest = { node: Record<string, { workers: Record<string, unknown>; exportedName: string }> };

/** The actions of the build: under which id, and at which page, each one is called. */
export function builtActions(): Map<string, { id: string; path: string }> {
  const file = join(root, ".next/server/server-reference-manifest.json");
  if (!existsSync(file)) throw new Error("Build the app first: npm run build");
  const { node }: Manifest = JSON.parse(readFileSync(file, "utf8"));
  return new Map(
    Object.entries(node).map(([id, { workers, exportedName }]) => {
      const page = Object.keys(workers)[0] ?? "";
      const path = page
        .replace(/^app/, "")
        .replace(/\/\([^)]*\)/g, "")
        .replace(/\/page$/, "");
      return [exportedName, { id, path: path.replace(/\[\w+\]/g, "0000000000000000000000") }];
    }),
  );
}
