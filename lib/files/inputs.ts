import { z } from "zod";
import * as input from "#lib/inputs.ts";
import { filesMost } from "#lib/messages/events.ts";

export const roomParams = z.strictObject({ roomId: input.id });
export const fileParams = z.strictObject({ roomId: input.id, fileId: input.id });
export const fileQuery = z.strictObject({ size: z.enum(["thumb"]).optional() });

/** The files that a message is to carry. */
export const fileIds = z
  .array(input.id)
  .max(filesMost, `names more than ${filesMost} files`)
  .refine((ids) => new Set(ids).size === ids.length, "names a file twice");
