import { and, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { oneOf } from "#db/one-of.ts";
import { appUser, chatMember, type chatMessage, messageMention } from "#db/schema/index.ts";
import { seesStaffNotes } from "#lib/access/staff-notes.ts";
import type { Calls } from "#lib/messages/events.ts";
import type { Post } from "#lib/messages/post.ts";
import type { CompanyRole } from "#lib/rooms/events.ts";
import { calledIn, mayMention, Names, wholeRoom } from "#lib/text/mentions.ts";

/** The members of a room and their names. */
export type People = { names: Names; byId: Map<string, { role: CompanyRole; isActive: boolean }> };

/** The most people that one message calls by name. */
const mentionsMost = 50;

/** The people of the rooms in which one of these posts may call somebody, by room. Whoever posts may do so there. */
export async function peopleToCall(tx: Db, posts: Post[]): Promise<Map<string, People>> {
  const roomIds = new Set(posts.flatMap(({ roomId, content }) => (mayMention(content) ? [roomId] : [])));
  if (roomIds.size === 0) return new Map();
  const { id, name, role, isActive } = appUser;
  const rows = await tx
    .select({ roomId: chatMember.roomId, id, name, role, isActive })
    .from(chatMember)
    .innerJoin(appUser, eq(appUser.id, chatMember.userId))
    .where(and(oneOf(chatMember.roomId, [...roomIds]), eq(chatMember.isActive, true)));
  return new Map(
    Array.from(
      Map.groupBy(rows, ({ roomId }) => roomId),
      ([roomId, people]) => [
        roomId,
        { names: new Names([...people, wholeRoom]), byId: new Map(people.map((person) => [person.id, person])) },
      ],
    ),
  );
}

/**
 * Whom a post calls: never its sender, nor anybody who may not see it or is not active. All members' names are looked for,
 * so that whoever is left out is not taken for somebody with a shorter name. Where it may call the whole room and does,
 * that is all there is to say.
 */
export function calledBy(post: Post, people: People | undefined, mayCallRoom: boolean): Calls {
  if (!people || !mayMention(post.content)) return {};
  const called = calledIn(post.content, people.names);
  if (mayCallRoom && called.has(wholeRoom.id)) return { callsRoom: true };
  const mentions = [...called].filter((id) => {
    const person = people.byId.get(id);
    if (!person?.isActive || id === post.viewer.userId) return false;
    return post.audience === "everyone" || seesStaffNotes(person.role);
  });
  return mentions.length > 0 ? { mentions: mentions.slice(0, mentionsMost) } : {};
}

/** Notes whom messages call that were just inserted, so that each can count what calls them. */
export async function noteMentions(tx: Db, messages: (typeof chatMessage.$inferInsert)[]): Promise<void> {
  const rows = messages.flatMap(({ id: messageId, roomId, senderId, ordinal, extraMetadata }) => {
    const { mentions, callsRoom } = extraMetadata ?? {};
    const called: (string | null)[] = callsRoom ? [null] : (mentions ?? []);
    return called.map((userId) => ({ messageId, roomId, userId, senderId, ordinal: ordinal ?? 0 }));
  });
  if (rows.length > 0) await tx.insert(messageMention).values(rows);
}
