import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Whether a page has a server action. */
export type HasAction = (path: string, id: string) => boolean;

type Manifest = { node: Record<string, { workers: Record<string, unknown> }> };

/**
 * Which server actions each page of the build has. Asked for one at a page without it, Next would fetch the answer from
 * itself at a page that has it, and there the caller would seem to be this very server.
 */
export function actionPages(dir: string): HasAction {
  const manifest = readFileSync(join(dir, ".next/server/server-reference-manifest.json"), "utf8");
  const actions = Object.entries((JSON.parse(manifest) as Manifest).node);
  const pages = new Map(actions.map(([id, { workers }]) => [id, Object.keys(workers).map(patternOf)]));
  return (path, id) => pages.get(id)?.some((page) => page.test(path)) ?? false;
}

/** The paths of `app/(chat)/rooms/[roomId]/page`. */
function patternOf(page: string): RegExp {
  const path = page.replace(/^app|\/page$|\/\([^)]*\)/g, "").replace(/\[\w+\]/g, "[^/]+");
  return new RegExp(`^${path}/?$`);
}
