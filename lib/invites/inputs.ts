import { z } from "zod";
import * as input from "#lib/inputs.ts";
import { companyRoles } from "#lib/rooms/events.ts";

export const inviteParams = z.strictObject({ inviteId: input.id });
export const inviteTokenParams = z.strictObject({
  inviteId: z.string().regex(/^[A-Za-z0-9_-]{20,100}$/, "is not an invite"),
});

export const createInviteInput = z.strictObject({
  role: z.enum(companyRoles),
  email: input.email.optional(),
  roomIds: z.array(input.id).max(50).optional(),
  maxUses: z.int().min(1).max(1000).optional(),
  expiresAt: input.instant.optional(),
});
export type CreateInviteInput = z.infer<typeof createInviteInput>;

export const acceptInviteInput = z.strictObject({
  name: input.name(),
  email: input.email,
  password: input.newPassword,
});
export type AcceptInviteInput = z.infer<typeof acceptInviteInput>;
