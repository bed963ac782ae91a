import { seqParameter } from "#lib/inputs.ts";
import type { OwnMembership } from "#lib/rooms/events.ts";

export type Search = Promise<Record<string, string | string[] | undefined>>;

/** Around which message a room's page begins: the one that its address names, else the first unread, else the newest. */
export async function beginAt(search: Search, me: OwnMembership | null): Promise<number | undefined> {
  const named = seqParameter.safeParse((await search).at);
  if (named.success) return named.data;
  return me && me.unread > 0 ? me.lastReadSeq + 1 : undefined;
}
