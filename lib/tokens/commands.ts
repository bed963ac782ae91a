import { and, count, eq, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { appUser, personalToken } from "#db/schema/index.ts";
import { requireCompany } from "#lib/access/policy.ts";
import { requireSession, type Viewer } from "#lib/access/viewer.ts";
import { record } from "#lib/audit/record.ts";
import { forgetSession } from "#lib/auth/viewer-cache.ts";
import { invalid, notFound, Refusal } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { takeToken } from "#lib/rate-limits/limiter.ts";
import { tell } from "#lib/realtime/bus.ts";
import type { NewToken } from "#lib/tokens/events.ts";
import type { CreateTokenInput } from "#lib/tokens/inputs.ts";
import { isLiveToken, viewOfToken } from "#lib/tokens/queries.ts";
import { hashOfTokenValue, newTokenValue } from "#lib/tokens/value.ts";

/** The most tokens that one person has at a time. */
const tokensMost = 50;

/**
 * Makes a token that stands for its maker; its value is given here and never again. Throws `invalid_input` for an end
 * that is past, `forbidden` (to a token, too: none makes another), `rate_limited`, `too_many_tokens`.
 */
export async function createToken(db: Db, viewer: Viewer, { name, expiresAt }: CreateTokenInput): Promise<NewToken> {
  if (expiresAt && Date.parse(expiresAt) <= Date.now()) throw invalid("expiresAt", "is past");
  requireCompany(viewer, "token.make");
  requireSession(viewer, "A token makes no tokens.");
  await takeToken(db, "token.create", { companyId: viewer.companyId, user: viewer.userId });
  const token = newTokenValue();
  return db.transaction(async (tx) => {
    await tx.select({ id: appUser.id }).from(appUser).where(eq(appUser.id, viewer.userId)).for("no key update");
    await requireRoomForOne(tx as unknown as Db, viewer);
    const [made] = await tx
      .insert(personalToken)
      .values({
        id: newId(),
        userId: viewer.userId,
        name,
        tokenHash: hashOfTokenValue(token),
        expiresAt: expiresAt ? new Date(expiresAt) : null,
      })
      .returning();
    if (!made) throw new Error("A token was not made");
    const { companyId, userId } = viewer;
    await record(tx as unknown as Db, companyId, { actorId: userId, action: "token.created", subjectId: userId });
    return { ...viewOfToken(made), token };
  });
}

async function requireRoomForOne(tx: Db, { userId }: Viewer): Promise<void> {
  const [held] = await tx
    .select({ count: count() })
    .from(personalToken)
    .where(and(eq(personalToken.userId, userId), isLiveToken));
  if ((held?.count ?? 0) < tokensMost) return;
  throw new Refusal("too_many_tokens", `You have ${tokensMost} tokens. Revoke one that is not needed any more.`);
}

/** Ends one of the viewer's own tokens and the streams opened by it, at once. Throws `not_found` for any other. */
export async function revokeToken(db: Db, viewer: Viewer, tokenId: string): Promise<void> {
  const { companyId, userId } = viewer;
  const hash = await db.transaction(async (tx) => {
    const [ended] = await tx
      .update(personalToken)
      .set({ revokedAt: sql`clock_timestamp()` })
      .where(and(eq(personalToken.id, tokenId), eq(personalToken.userId, userId), isLiveToken))
      .returning({ hash: personalToken.tokenHash });
    if (!ended) throw notFound();
    await record(tx as unknown as Db, companyId, { actorId: userId, action: "token.revoked", subjectId: userId });
    return ended.hash;
  });
  forgetSession(hash.toString("base64"));
  tell(companyId, { kind: "session.ended", userId, sessionId: tokenId });
}
