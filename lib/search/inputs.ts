import { z } from "zod";
import * as input from "#lib/inputs.ts";
import { askedMost, searchableThings } from "#lib/search/events.ts";

/** A day (from its first moment, UTC) or a moment. */
const moment = z
  .union([z.iso.date(), input.instant], "is not a date")
  .transform((value) => new Date(value))
  .refine((date) => date.getTime() >= 0 && date.getTime() < Date.UTC(10_000, 0), "is not a date of our time");

/** `after` counts from its moment on, `before` until just before it. */
export const searchQuery = z
  .strictObject({
    q: input.text(0, askedMost).optional(),
    roomId: input.id.optional(),
    from: input.id.optional(),
    before: moment.optional(),
    after: moment.optional(),
    has: z.enum(searchableThings).optional(),
    limit: input.limitParameter(20, 50),
    cursor: input.cursor.optional(),
  })
  .refine(
    ({ q, from, has }) => q !== undefined || from !== undefined || has !== undefined,
    "needs something to look for: q, from or has",
  );
export const searchSettingInput = z.strictObject({ enabled: z.boolean() });

export type SearchQuery = z.infer<typeof searchQuery>;
