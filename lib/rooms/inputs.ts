import { z } from "zod";
import * as input from "#lib/inputs.ts";
import { memberRoles, roomTypes } from "#lib/rooms/events.ts";

export const roomParams = z.strictObject({ roomId: input.id });

export const listRoomsQuery = z.strictObject({ scope: z.enum(["browse"]).optional() });

const memberIds = z.array(input.id).max(200, "names more than 200 people");

export const createRoomInput = z
  .strictObject({
    type: z.enum(roomTypes),
    name: input.name().optional(),
    memberIds: memberIds.optional(),
    enrolment: z.enum(["everyone", "open"]).optional(),
    posting: z.enum(["everyone", "admins"]).optional(),
  })
  .refine((room) => room.type !== "direct" || room.memberIds?.length === 1, {
    path: ["memberIds"],
    message: "names the one other person of a direct room (or yourself alone, for notes)",
  })
  .refine((room) => room.type === "direct" || room.name !== undefined, { path: ["name"], message: "is missing" })
  .refine((room) => room.type !== "direct" || room.name === undefined, {
    path: ["name"],
    message: "is not for direct rooms",
  });
export type CreateRoomInput = z.infer<typeof createRoomInput>;

export const changeRoomInput = z
  .strictObject({
    name: input.name().optional(),
    topic: input.line(0, 250).nullable().optional(),
    posting: z.enum(["everyone", "admins"]).optional(),
    isActive: z.boolean().optional(),
  })
  .refine((change) => Object.keys(change).length > 0, "changes nothing");
export type ChangeRoomInput = z.infer<typeof changeRoomInput>;

export const memberParams = z.strictObject({ roomId: input.id, userId: input.id });
export const addMemberInput = z.strictObject({ userId: input.id, role: z.enum(memberRoles).optional() });
export const changeMemberInput = z.strictObject({ role: z.enum(memberRoles) });

export const readMarkInput = z.strictObject({
  seq: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  unread: z.boolean().optional(),
});

export const ownSettingsInput = z
  .strictObject({
    notify: z.enum(["all", "mentions", "none"]).optional(),
    mutedUntil: input.instant.nullable().optional(),
  })
  .refine((change) => Object.keys(change).length > 0, "changes nothing");
