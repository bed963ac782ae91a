/** The search that somebody came from, and the hit that they opened, so that the way back leads there. */
let last: { path: string; hitId: string } | null = null;

export function leaveSearch(path: string, hitId: string): void {
  last = { path, hitId };
}

/** The hit that was opened from this very search, once: it gets the focus again. */
export function returnTo(path: string): string | null {
  const hitId = last?.path === path ? last.hitId : null;
  if (hitId) last = null;
  return hitId;
}

export const lastSearchPath = (): string | null => last?.path ?? null;
