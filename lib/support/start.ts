import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { appUser, chatRoom, roomKey, supportCase } from "#db/schema/index.ts";
import { mayInCompany } from "#lib/access/policy.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { startSession } from "#lib/auth/sessions.ts";
import { makeRoomKey, roomKeys } from "#lib/crypto/room-keys.ts";
import { sealText } from "#lib/crypto/room-text.ts";
import { forbidden } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { enrol } from "#lib/members/enrol.ts";
import { postWithin } from "#lib/messages/post-within.ts";
import { emailKey } from "#lib/people/email-key.ts";
import { takeToken } from "#lib/rate-limits/limiter.ts";
import { tell } from "#lib/realtime/bus.ts";
import type { LockedRoom, LoggedWrite } from "#lib/realtime/log.ts";
import { writeLogged } from "#lib/realtime/writer.ts";
import type { StartConversationInput } from "#lib/support/inputs.ts";
import { findHelpedCompany } from "#lib/support/queries.ts";
import { subjectPlace } from "#lib/support/view.ts";

type From = { address: string; userAgent: string | undefined };
type Started = { viewer: Viewer; roomId: string; messageId: string; isNew: boolean };

/** How long a customer waits for an answer at most. */
export const replyWithin = sql`interval '4 hours'`;

/**
 * Opens a conversation with a company's support, with its first message: for a customer who is known already, or for a
 * new one with a session of their own. The address they give is unchecked and opens nothing.
 * Throws `not_found` for an unknown company, `forbidden` for colleagues, `rate_limited`.
 */
export async function startConversation(
  db: Db,
  known: Viewer | null,
  input: StartConversationInput & { companySlug: string },
  from: From,
): Promise<Started> {
  const { id: companyId } = await findHelpedCompany(db, input.companySlug);
  if (known && !mayInCompany("support.write", known.role)) {
    throw forbidden("You are signed in as a colleague. Customers write here; you answer them under Support.");
  }
  await takeToken(db, "help.conversation", { companyId, address: from.address });
  const started = await writeLogged(db, companyId, [], async (write) => {
    const isNew = known?.companyId !== companyId;
    const viewer = isNew ? await admitCustomer(write, input, from.userAgent) : known;
    const room = await openSupportRoom(write, viewer, input.subject);
    const messageId = await postWithin(write, { viewer, roomId: room.id, content: input.content });
    return { viewer, roomId: room.id, messageId, isNew };
  });
  tell(companyId, { kind: "case", roomId: started.roomId });
  return started;
}

async function admitCustomer(
  { tx, companyId }: LoggedWrite,
  { name, email }: StartConversationInput,
  userAgent: string | undefined,
): Promise<Viewer> {
  const userId = newId();
  const role = "customer";
  await tx.insert(appUser).values({ id: userId, companyId, name, email, emailKey: emailKey(email), role });
  return { userId, companyId, role, name, sessionId: await startSession(tx, userId, userAgent) };
}

async function openSupportRoom(write: LoggedWrite, viewer: Viewer, subject: string | undefined): Promise<LockedRoom> {
  const { tx, companyId } = write;
  const id = newId();
  const [room] = await tx.insert(chatRoom).values({ id, companyId, type: "support" }).returning();
  if (!room) throw new Error("A room that was inserted did not come back");
  write.rooms.set(id, room);
  await tx.insert(roomKey).values([makeRoomKey(companyId, id, "everyone"), makeRoomKey(companyId, id, "staff")]);
  const keys = (await roomKeys(tx, companyId, [id])).get(id);
  await tx.insert(supportCase).values({
    roomId: id,
    companyId,
    customerId: viewer.userId,
    subjectEncrypted: subject ? sealText(keys, "everyone", subjectPlace(companyId, id), subject) : null,
    firstReplyDueAt: sql`clock_timestamp() + ${replyWithin}`,
  });
  await enrol(write, room, [{ userId: viewer.userId, role: "guest" }], viewer.userId);
  return room;
}
