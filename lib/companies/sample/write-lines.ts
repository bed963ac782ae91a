import { eq } from "drizzle-orm";
import { chatMessage, messageReaction, messageRevision, supportCase } from "#db/schema/index.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import type { SampleLine } from "#lib/companies/sample/script.ts";
import type { SamplePeople } from "#lib/companies/sample/write-room.ts";
import { roomKeys } from "#lib/crypto/room-keys.ts";
import { sealText } from "#lib/crypto/room-text.ts";
import { newId } from "#lib/ids.ts";
import { type Post, writePosts } from "#lib/messages/post.ts";
import { writeSystemLines } from "#lib/messages/system-lines.ts";
import { contentPlace } from "#lib/messages/view.ts";
import { type LockedRoom, type LoggedWrite, logChange } from "#lib/realtime/log.ts";
import { seat } from "#lib/support/locked-case.ts";

export type Said = { room: LockedRoom; by: Viewer; line: SampleLine; replyToId: string | null };

/** Posts what was said, in its order, in one go; gives the ids of the messages. */
export async function writeSaid(write: LoggedWrite, said: Said[]): Promise<string[]> {
  const posts = said.map(({ room, by, line, replyToId }): Post => {
    const audience = line.does === "notes" ? "staff" : "everyone";
    const content = line.before ?? line.text;
    return { viewer: by, roomId: room.id, type: "text", content, fileIds: [], clientId: null, replyToId, audience };
  });
  const outcomes = await writePosts(write, posts);
  return outcomes.map((outcome) => {
    if ("value" in outcome) return outcome.value.messageId;
    throw outcome.refusal;
  });
}

/** Edits a message that was just posted: what it said before is kept. */
export async function writeEdit(write: LoggedWrite, { room, by, line }: Said, id: string): Promise<void> {
  const { tx, companyId } = write;
  const [message] = await tx.select().from(chatMessage).where(eq(chatMessage.id, id));
  if (!message?.contentEncrypted) throw new Error("A message that was posted is not there");
  const keys = (await roomKeys(tx, companyId, [room.id])).get(room.id);
  const place = contentPlace(companyId, room.id, { ...message, revision: 1 });
  const contentEncrypted = sealText(keys, message.audience, place, line.text);
  const earlier = { messageId: id, revision: 0, contentEncrypted: message.contentEncrypted };
  await tx.insert(messageRevision).values({ id: newId(), ...earlier });
  await tx
    .update(chatMessage)
    .set({ contentEncrypted, revision: 1, editedAt: message.createdAt })
    .where(eq(chatMessage.id, id));
  logChange(write, room, "message.edited", { actorId: by.userId, messageId: id });
}

export async function writeReactions(
  write: LoggedWrite,
  { room, line }: Said,
  messageId: string,
  people: SamplePeople,
): Promise<void> {
  const rows = line.reactions.flatMap(({ emoji, by }) =>
    by.map((name) => ({ id: newId(), messageId, userId: people.get(name)?.userId ?? "", reaction: emoji })),
  );
  if (rows.length === 0) return;
  await write.tx.insert(messageReaction).values(rows);
  for (const { userId, reaction } of rows) {
    logChange(write, room, "reaction.added", { actorId: userId, messageId, data: { userId, reaction } });
  }
}

/** An agent takes a conversation, or marks it as solved. */
export async function writeCase(write: LoggedWrite, { room, by, line }: Said, at: Date): Promise<void> {
  const actorId = by.userId;
  const where = eq(supportCase.roomId, room.id);
  if (line.does === "claims") {
    await write.tx.update(supportCase).set({ assigneeId: actorId }).where(where);
    await seat(write, room, actorId, actorId);
    const text = `${by.name} took the conversation`;
    await writeSystemLines(write, room, [{ event: "case_claimed", text, actorId }]);
    return;
  }
  await write.tx.update(supportCase).set({ status: "solved", solvedAt: at }).where(where);
  logChange(write, room, "room.changed", { actorId });
  const text = `${by.name} marked the conversation as solved`;
  await writeSystemLines(write, room, [{ event: "case_solved", text, actorId }]);
}
