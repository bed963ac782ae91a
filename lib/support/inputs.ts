import { z } from "zod";
import * as input from "#lib/inputs.ts";
import { editMessageInput } from "#lib/messages/inputs.ts";
import { casePriorities, caseStatuses } from "#lib/support/events.ts";

const { content } = editMessageInput.shape;

export const helpParams = z.strictObject({ companySlug: input.text(1, 100) });

export const subjectMost = 120;

export const startConversationInput = z.strictObject({
  name: input.name(),
  email: input.email,
  content,
  subject: input.name(subjectMost).optional(),
});
export type StartConversationInput = z.infer<typeof startConversationInput>;

/** A filter left empty filters nothing. */
const filter = <S extends z.ZodType>(schema: S) =>
  z.union([z.literal("").transform(() => undefined), schema]).optional();

export const queueQuery = z.strictObject({
  status: filter(z.enum(caseStatuses)),
  assignee: filter(z.union([z.enum(["me", "none"]), input.id])),
  q: filter(input.text(1, 100)),
});
export type QueueQuery = z.infer<typeof queueQuery>;

export const caseParams = z.strictObject({ roomId: input.id });

const tags = z
  .array(input.name(40))
  .max(20, "has more than 20 tags")
  .transform((given) => [...new Set(given)]);

export const changeCaseInput = z
  .strictObject({
    status: z.enum(caseStatuses).optional(),
    priority: z.enum(casePriorities).optional(),
    assigneeId: input.id.nullable().optional(),
    snoozedUntil: input.instant
      .refine((value) => Date.parse(value) > Date.now(), "is not in the future")
      .nullable()
      .optional(),
    tags: tags.optional(),
    note: content.optional(),
  })
  .refine((change) => Object.keys(change).length > 0, "changes nothing")
  .refine((change) => !change.snoozedUntil || (change.status ?? "snoozed") === "snoozed", {
    path: ["snoozedUntil"],
    message: "is for a case that is snoozed",
  });
export type ChangeCaseInput = z.infer<typeof changeCaseInput>;
