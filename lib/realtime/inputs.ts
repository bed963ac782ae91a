import { z } from "zod";
import * as input from "#lib/inputs.ts";

export const cursorQuery = z.strictObject({ cursor: input.cursor.optional() });

export const roomChangesQuery = z.strictObject({
  after: z.union([z.literal("0").transform(() => 0), input.seqParameter]),
  limit: input.limitParameter(200, 500),
});
