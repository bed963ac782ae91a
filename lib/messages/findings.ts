import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { rowsOf } from "#db/rows.ts";
import { requireInRoom, standingOf } from "#lib/access/access-room.ts";
import { rememberGrounds } from "#lib/access/grounds.ts";
import { mayInRoom } from "#lib/access/policy.ts";
import { seesStaffNotes } from "#lib/access/staff-notes.ts";
import { invalid, notFound, Refusal } from "#lib/errors.ts";
import type { Audience } from "#lib/messages/events.ts";
import type { Post } from "#lib/messages/post.ts";
import type { LockedRoom } from "#lib/realtime/log.ts";
import type { CompanyRole, MemberRole } from "#lib/rooms/events.ts";

/** What a later statement than the lock finds out about one post: who is asking, and what they refer to. */
export type Finding = {
  companyRole: CompanyRole | null;
  memberRole: MemberRole | null;
  earlierId: string | null;
  earlierDigest: Uint8Array | null;
  replyFound: boolean;
  replyDeleted: boolean | null;
  replyAudience: Audience | null;
};

/** Looks for all that these posts are decided on, in one statement. */
export function lookUp(tx: Db, posts: Post[]): Promise<Finding[]> {
  const asked = posts.map(({ viewer, roomId, clientId, replyToId }, index) => ({
    index,
    userId: viewer.userId,
    roomId,
    clientId,
    replyToId,
  }));
  return rowsOf<Finding>(
    tx,
    sql`select u.role as "companyRole", m.role as "memberRole", e.id as "earlierId", e.body_digest as "earlierDigest",
        r.id is not null as "replyFound", r.is_deleted as "replyDeleted", r.audience as "replyAudience"
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
        a(index int, "userId" uuid, "roomId" uuid, "clientId" text, "replyToId" uuid)
      left join chat_room c on c.id = a."roomId"
      left join app_user u on u.id = a."userId" and u.company_id = c.company_id and u.is_active
      left join chat_member m on m.room_id = c.id and m.user_id = u.id and m.is_active
      left join chat_message e on e.room_id = c.id and e.sender_id = u.id and e.client_id = a."clientId"
      left join chat_message r on r.room_id = c.id and r.id = a."replyToId" and r.message_type <> 'system'
      order by a.index`,
  );
}

/**
 * Whether somebody may post this, as it was found. Throws `not_found`, `forbidden`, `invalid_input` and, where what it answers
 * is deleted, `message_deleted`.
 */
export function checkPost(post: Post, room: LockedRoom | undefined, finding: Finding | undefined): void {
  if (!room || !finding) throw notFound();
  const { companyRole, memberRole } = finding;
  const standing = companyRole && standingOf(memberRole ?? undefined, companyRole, room);
  if (!standing) throw notFound();
  requireInRoom({ room, standing }, "message.post");
  rememberGrounds(post.viewer.userId, room.id, { companyRole, memberRole, room });
  if (post.audience === "staff" && room.type !== "support") throw invalid("audience", "is for support rooms only");
  if (post.audience === "staff" && companyRole === "customer") throw invalid("audience", "is not for customers");
  const isHidden = finding.replyAudience === "staff" && !seesStaffNotes(companyRole);
  if (post.replyToId && (!finding.replyFound || isHidden)) throw invalid("replyToId", "names no message of this room");
  if (finding.replyAudience === "staff" && post.audience !== "staff") {
    throw invalid("replyToId", "is a staff note, which only a staff note may quote");
  }
  if (finding.replyDeleted && !finding.earlierId) {
    throw new Refusal("message_deleted", "The message that this answers was deleted. Send yours without the reply.");
  }
}

export function mayCallRoom(room: LockedRoom, { companyRole, memberRole }: Finding): boolean {
  const standing = companyRole && standingOf(memberRole ?? undefined, companyRole, room);
  return standing !== null && mayInRoom("message.callRoom", standing, room);
}
