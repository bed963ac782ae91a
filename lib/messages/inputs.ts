import { z } from "zod";
import { fileIds } from "#lib/files/inputs.ts";
import * as input from "#lib/inputs.ts";
import { audiences, contentMost, type MessageType } from "#lib/messages/events.ts";

export const roomParams = z.strictObject({ roomId: input.id });
export const messageParams = z.strictObject({ roomId: input.id, messageId: input.id });

export const content = input.text(1, contentMost).refine((value) => value.trim() !== "", "is empty");

const fileTypes: (MessageType | undefined)[] = ["image", "file"];

export const postMessageInput = z
  .strictObject({
    content: input.text(0, contentMost).default(""),
    clientId: input.text(1, 100).optional(),
    type: z.enum(["text", "action", "image", "file"]).optional(),
    replyToId: input.id.optional(),
    fileIds: fileIds.default([]),
    audience: z.enum(audiences).optional(),
  })
  .refine(({ content, fileIds }) => content.trim() !== "" || fileIds.length > 0, {
    path: ["content"],
    message: "is empty",
  })
  .refine(({ type, fileIds }) => type === undefined || fileTypes.includes(type) === fileIds.length > 0, {
    path: ["type"],
    message: "is image or file for a message with files, and neither for one without",
  });
export type PostMessageInput = z.input<typeof postMessageInput>;

export const editMessageInput = z.strictObject({ content });

export const historyQuery = z
  .strictObject({
    before: input.seqParameter.optional(),
    after: z.union([z.literal("0").transform(() => 0), input.seqParameter]).optional(),
    around: input.seqParameter.optional(),
    limit: input.limitParameter(50, 100),
  })
  .refine(
    (query) => [query.before, query.after, query.around].filter((value) => value !== undefined).length <= 1,
    "takes one of before, after and around",
  );
export type HistoryQuery = z.infer<typeof historyQuery>;
