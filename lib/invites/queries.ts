import { and, desc, eq, gt, inArray, isNull, lt, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { appUser, chatRoom, company, invite } from "#db/schema/index.ts";
import { requireCompany } from "#lib/access/policy.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { notFound } from "#lib/errors.ts";
import type { InviteOffer, InviteView } from "#lib/invites/events.ts";
import { offeredRooms } from "#lib/invites/offered-rooms.ts";
import { hashOfToken } from "#lib/invites/token.ts";

/** Neither revoked, nor run out, nor used up. */
export const holds = and(
  isNull(invite.revokedAt),
  gt(invite.expiresAt, sql`clock_timestamp()`),
  lt(invite.uses, invite.maxUses),
);

/** The company's invites that still hold, the newest first. Throws `forbidden`. */
export async function listInvites(db: Db, viewer: Viewer): Promise<InviteView[]> {
  requireCompany(viewer, "invite.manage");
  const rows = await db
    .select({ invite, createdBy: { id: appUser.id, name: appUser.name } })
    .from(invite)
    .innerJoin(appUser, eq(appUser.id, invite.createdBy))
    .where(and(eq(invite.companyId, viewer.companyId), holds))
    .orderBy(desc(invite.createdAt));
  return rows.map(({ invite: { id, role, email, roomIds, maxUses, uses, createdAt, expiresAt }, createdBy }) => ({
    id,
    role,
    email,
    roomIds,
    maxUses,
    uses,
    createdBy,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }));
}

/** What an invite offers to whoever holds its token. Throws `not_found` unless it holds: all that is past looks like none. */
export async function describeInvite(db: Db, token: string): Promise<InviteOffer> {
  const { role, email, expiresAt, company, maker, roomIds } = await findInvite(db, token);
  const rooms = await db
    .select({ id: chatRoom.id, name: chatRoom.name })
    .from(chatRoom)
    .where(inArray(chatRoom.id, roomIds));
  const invitedBy = { name: maker.name };
  return { company: { name: company.name }, invitedBy, role, email, rooms, expiresAt: expiresAt.toISOString() };
}

/**
 * The invite of a token, with those of its rooms that its maker may still add people to. An invite gives no more
 * than its maker could, so one made by somebody who is no admin any more does not hold. Throws `not_found`.
 */
export async function findInvite(db: Db, token: string) {
  const [found] = await db
    .select({
      invite,
      maker: { id: appUser.id, name: appUser.name, role: appUser.role },
      company: { name: company.name },
    })
    .from(invite)
    .innerJoin(company, eq(company.id, invite.companyId))
    .innerJoin(appUser, and(eq(appUser.id, invite.createdBy), eq(appUser.isActive, true), eq(appUser.role, "admin")))
    .where(and(eq(invite.tokenHash, hashOfToken(token)), holds));
  if (!found) throw notFound();
  const { maker, company: inviting } = found;
  const viewer = {
    userId: maker.id,
    companyId: found.invite.companyId,
    role: maker.role,
    sessionId: "",
    name: maker.name,
  };
  const roomIds = await offeredRooms(db, viewer, found.invite.roomIds);
  return { ...found.invite, maker, company: inviting, roomIds };
}
