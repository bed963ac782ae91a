import { and, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { appUser, invite } from "#db/schema/index.ts";
import { accessRoom } from "#lib/access/access-room.ts";
import { requireCompany } from "#lib/access/policy.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { record } from "#lib/audit/record.ts";
import { findAccount } from "#lib/auth/find-account.ts";
import { hashPassword } from "#lib/auth/passwords.ts";
import { databaseCode, forbidden, invalid, isRefusal, notFound, Refusal } from "#lib/errors.ts";
import type { Client } from "#lib/http/call.ts";
import { newId } from "#lib/ids.ts";
import type { AcceptInviteInput, CreateInviteInput } from "#lib/invites/inputs.ts";
import { findInvite, holds } from "#lib/invites/queries.ts";
import { hashOfToken, newToken } from "#lib/invites/token.ts";
import { joinRooms } from "#lib/members/join-rooms.ts";
import { emailKey } from "#lib/people/email-key.ts";
import { lockPeople } from "#lib/people/lock-people.ts";
import { tellPerson } from "#lib/people/tell-person.ts";
import { takeToken } from "#lib/rate-limits/limiter.ts";
import { writeLogged } from "#lib/realtime/writer.ts";

const day = 24 * 3600 * 1000;
const usualDays = 7;
const mostDays = 90;

/**
 * Makes an invite for one person and a week, where nothing else is said; its token and link are given here and never again.
 * Throws `forbidden`, `not_found` or `forbidden` for a room that the viewer may not see or add people to, `rate_limited`.
 */
export async function createInvite(db: Db, viewer: Viewer, input: CreateInviteInput, client: Client) {
  const expiresAt = expiryOf(input.expiresAt);
  const roomIds = [...new Set(input.roomIds ?? [])];
  requireCompany(viewer, "invite.manage");
  for (const roomId of roomIds) await accessRoom(db, viewer, roomId, "member.add");
  if (!client.origin) throw new Refusal("foreign_origin", "Parley is not known by this name.");
  await takeToken(db, "invite.create", { companyId: viewer.companyId, user: viewer.userId });
  const id = newId();
  const token = newToken();
  const { companyId, userId: actorId } = viewer;
  const { role } = input;
  await db.transaction(async (tx) => {
    await tx.insert(invite).values({
      id,
      companyId,
      createdBy: actorId,
      role,
      email: input.email ?? null,
      roomIds,
      tokenHash: hashOfToken(token),
      maxUses: input.maxUses ?? 1,
      expiresAt,
    });
    await record(tx as unknown as Db, companyId, { actorId, action: "invite.created", subjectId: id, data: { role } });
  });
  return { id, token, url: `${client.origin}/invite/${token}`, expiresAt: expiresAt.toISOString() };
}

function expiryOf(given: string | undefined): Date {
  const now = Date.now();
  const expiresAt = given ? Date.parse(given) : now + usualDays * day;
  if (expiresAt <= now) throw invalid("expiresAt", "is past");
  if (expiresAt > now + mostDays * day) throw invalid("expiresAt", `is more than ${mostDays} days away`);
  return new Date(expiresAt);
}

/** Takes an invite of the viewer's company back. Throws `forbidden` and `not_found`. */
export async function revokeInvite(db: Db, viewer: Viewer, inviteId: string): Promise<void> {
  requireCompany(viewer, "invite.manage");
  const { companyId, userId: actorId } = viewer;
  await db.transaction(async (tx) => {
    const [revoked] = await tx
      .update(invite)
      .set({ revokedAt: sql`clock_timestamp()` })
      .where(and(eq(invite.id, inviteId), eq(invite.companyId, companyId), isNull(invite.revokedAt)))
      .returning({ role: invite.role });
    if (!revoked) throw notFound();
    const act = { actorId, action: "invite.revoked", subjectId: inviteId, data: { role: revoked.role } } as const;
    await record(tx as unknown as Db, companyId, act);
  });
}

const emailTaken = () => new Refusal("email_taken", "There is an account with this address already. Sign in instead.");

/**
 * Makes an account from an invite and lets it join the rooms that the invite offers, all or nothing; of many at once
 * as many succeed as the invite has uses. Throws `not_found` for an invite that does not hold, `forbidden` for an address
 * that it is not for, `email_taken`, and `invite_used_up` to those who came together with the last who could.
 */
export async function acceptInvite(db: Db, token: string, input: AcceptInviteInput) {
  const found = await findInvite(db, token);
  const { companyId, role, roomIds } = found;
  const key = emailKey(input.email);
  if (found.email && emailKey(found.email) !== key) throw forbidden("This invite is for another address.");
  if (await isTaken(db, key)) throw emailTaken();
  const passwordHash = await hashPassword(input.password);
  const user = { id: newId(), name: input.name, email: input.email, role };
  try {
    await writeLogged(db, companyId, [], async (write) => {
      await lockPeople(write.tx, companyId);
      await useInvite(write.tx, found.id);
      await write.tx.insert(appUser).values({ ...user, companyId, emailKey: key, passwordHash });
      await record(write.tx, companyId, {
        actorId: user.id,
        action: "person.joined",
        subjectId: user.id,
        data: { role },
      });
      await joinRooms(write, { userId: user.id, invitedTo: roomIds });
    });
  } catch (error) {
    if (!isRefusal(error) && databaseCode(error) === "23505" && (await isTaken(db, key))) throw emailTaken();
    throw error;
  }
  tellPerson({ ...user, companyId, initials: null, isActive: true });
  return user;
}

async function useInvite(db: Db, inviteId: string): Promise<void> {
  const used = await db
    .update(invite)
    .set({ uses: sql`${invite.uses} + 1` })
    .where(and(eq(invite.id, inviteId), holds))
    .returning({ id: invite.id });
  if (used.length === 0)
    throw new Refusal("invite_used_up", "Somebody else has just used this invite. Ask for a new one.");
}

async function isTaken(db: Db, key: string): Promise<boolean> {
  return (await findAccount(db, key)) !== undefined;
}
