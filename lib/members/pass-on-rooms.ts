import { and, asc, desc, eq, inArray, ne, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { oneOf } from "#db/one-of.ts";
import { appUser, chatMember, chatRoom } from "#db/schema/index.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { logRole } from "#lib/members/commands.ts";
import { type LoggedWrite, lockRooms } from "#lib/realtime/log.ts";

type Heir = { roomId: string; memberId: string; userId: string; name: string };

/**
 * Makes somebody else an owner of each room of which this person is the only active one: whoever has been its admin for
 * longest, else its member. Nobody else could give a room without an owner a new one. Where there is nobody, it waits for
 * them. The caller holds the company's people (`lockPeople`) and no room yet.
 */
export async function passOnRooms(write: LoggedWrite, viewer: Viewer, ownerId: string): Promise<void> {
  const { tx, companyId } = write;
  const { rooms } = await lockRooms(tx, companyId, await ownedRooms(tx, ownerId)); // all: the other owners may leave meanwhile
  const heirs = await findHeirs(tx, [...rooms.keys()], ownerId);
  if (heirs.length === 0) return;
  const memberIds = heirs.map(({ memberId }) => memberId);
  await tx.update(chatMember).set({ role: "owner", updatedAt: sql`now()` }).where(oneOf(chatMember.id, memberIds));
  for (const { roomId, userId, name } of heirs) {
    const room = rooms.get(roomId);
    if (!room) continue;
    write.rooms.set(roomId, room);
    await logRole(write, room, viewer, { userId, name, role: "owner" });
  }
}

async function ownedRooms(tx: Db, ownerId: string): Promise<string[]> {
  const found = await tx
    .select({ id: chatRoom.id })
    .from(chatMember)
    .innerJoin(chatRoom, eq(chatRoom.id, chatMember.roomId))
    .where(
      and(
        eq(chatMember.userId, ownerId),
        eq(chatMember.role, "owner"),
        eq(chatMember.isActive, true),
        inArray(chatRoom.type, ["group", "company"]),
      ),
    );
  return found.map(({ id }) => id);
}

/** One for each room that has no other owner. */
function findHeirs(tx: Db, roomIds: string[], ownerId: string): Promise<Heir[]> {
  const hasOtherOwner = sql`exists (select from chat_member o join app_user u on u.id = o.user_id and u.is_active
    where o.room_id = ${chatMember.roomId} and o.role = 'owner' and o.is_active and o.user_id <> ${ownerId}::uuid)`;
  return tx
    .selectDistinctOn([chatMember.roomId], {
      roomId: chatMember.roomId,
      memberId: chatMember.id,
      userId: appUser.id,
      name: appUser.name,
    })
    .from(chatMember)
    .innerJoin(appUser, and(eq(appUser.id, chatMember.userId), eq(appUser.isActive, true)))
    .where(
      and(
        oneOf(chatMember.roomId, roomIds),
        ne(chatMember.userId, ownerId),
        eq(chatMember.isActive, true),
        inArray(chatMember.role, ["admin", "member"]),
        sql`not ${hasOtherOwner}`,
      ),
    )
    .orderBy(asc(chatMember.roomId), desc(eq(chatMember.role, "admin")), asc(chatMember.joinedSeq), asc(appUser.id));
}
