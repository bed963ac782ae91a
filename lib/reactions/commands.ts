import { and, eq, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { rowsOf } from "#db/rows.ts";
import { messageReaction } from "#db/schema/index.ts";
import { accessRoom, requireInRoom } from "#lib/access/access-room.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { forbidden, Refusal } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { deleted, findMessage } from "#lib/messages/commands.ts";
import { returnToken, takeToken } from "#lib/rate-limits/limiter.ts";
import { type LoggedWrite, logChange } from "#lib/realtime/log.ts";
import { writeLogged } from "#lib/realtime/writer.ts";

/** The most different emoji on one message. */
const kindsMost = 40;

type Input = { roomId: string; messageId: string; reaction: string };

/**
 * Reacts to a message; doing it again changes nothing and is not charged. Throws the refusals of the room's door,
 * `rate_limited`, `message_deleted`, `too_many_reactions`.
 */
export async function addReaction(db: Db, viewer: Viewer, input: Input): Promise<void> {
  const subjects = { companyId: viewer.companyId, user: viewer.userId, room: input.roomId };
  await findReactable(db, viewer, input);
  await takeToken(db, "reaction.add", subjects);
  const isNew = await react(db, viewer, input, async ({ tx }) => {
    const [counted] = await rowsOf<{ kinds: number | string; known: boolean }>(
      tx,
      sql`select count(distinct reaction) as kinds, coalesce(bool_or(reaction = ${input.reaction}), false) as known
        from message_reaction where message_id = ${input.messageId}`,
    );
    if (counted && Number(counted.kinds) >= kindsMost && !counted.known) {
      throw new Refusal(
        "too_many_reactions",
        `A message takes ${kindsMost} different emoji. Add to one that is there.`,
      );
    }
    const { messageId, reaction } = input;
    const added = await tx
      .insert(messageReaction)
      .values({ id: newId(), messageId, userId: viewer.userId, reaction })
      .onConflictDoNothing()
      .returning({ id: messageReaction.id });
    return added.length > 0 ? "reaction.added" : null;
  });
  if (!isNew) await returnToken(db, "reaction.add", subjects);
}

/** Takes one's reaction back; doing it again changes nothing. Throws the refusals of the room's door, `message_deleted`. */
export async function removeReaction(db: Db, viewer: Viewer, { roomId, messageId, reaction }: Input): Promise<void> {
  await react(db, viewer, { roomId, messageId, reaction }, async ({ tx }) => {
    const { userId } = viewer;
    const removed = await tx
      .delete(messageReaction)
      .where(
        and(
          eq(messageReaction.messageId, messageId),
          eq(messageReaction.userId, userId),
          eq(messageReaction.reaction, reaction),
        ),
      )
      .returning({ id: messageReaction.id });
    return removed.length > 0 ? "reaction.removed" : null;
  });
}

/** The message, where the viewer may react to it. Throws the refusals of the room's door. */
async function findReactable(db: Db, viewer: Viewer, input: Input) {
  const access = await accessRoom(db, viewer, input.roomId, "room.read");
  const message = await findMessage(db, input, access.companyRole);
  requireInRoom(access, "message.react");
  if (message.messageType === "system") throw forbidden("Lines that Parley wrote itself take no reactions.");
  return message;
}

function react(
  db: Db,
  viewer: Viewer,
  input: Input,
  change: (write: LoggedWrite) => Promise<"reaction.added" | "reaction.removed" | null>,
): Promise<boolean> {
  return writeLogged(db, viewer.companyId, [input.roomId], async (write) => {
    const message = await findReactable(write.tx, viewer, input);
    if (message.isDeleted) throw deleted();
    const kind = await change(write);
    const room = write.rooms.get(input.roomId);
    const { userId } = viewer;
    if (kind && room)
      logChange(write, room, kind, {
        actorId: userId,
        messageId: message.id,
        data: { userId, reaction: input.reaction },
      });
    return kind !== null;
  });
}
