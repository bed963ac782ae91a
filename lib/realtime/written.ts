import { BoundedMap } from "#lib/bounded-map.ts";
import type { LoggedChange } from "#lib/realtime/changes.ts";

/** So many of a company's are kept; whoever is further behind reads the log. */
const most = 1_000;

const key = Symbol.for("parley.written");
const held = globalThis as { [key]?: BoundedMap<string, LoggedChange[]> };
const written = () => (held[key] ??= new BoundedMap(200));

/** Keeps changes that this process committed, as they would be read back from the log, in the order of their positions, for those of this process who would else read them back. */
export function keepWritten(companyId: string, changes: LoggedChange[]): void {
  const kept = written().get(companyId) ?? [];
  kept.push(...changes);
  if (kept.length > 2 * most) kept.splice(0, kept.length - most);
  written().set(companyId, kept);
}

/** The kept changes that follow a position without a hole; none where the very next one was written elsewhere. */
export function writtenAfter(companyId: string, pos: number): LoggedChange[] {
  const kept = written().get(companyId) ?? [];
  const first = kept.findLastIndex(({ row }) => row.pos === pos + 1);
  if (first < 0) return [];
  let end = first + 1;
  while (kept[end]?.row.pos === pos + 1 + end - first) end++;
  return kept.slice(first, end);
}
