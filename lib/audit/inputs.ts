import { z } from "zod";
import * as input from "#lib/inputs.ts";

export const auditQuery = z.strictObject({
  /** Goes on behind this event. */
  before: input.id.optional(),
  limit: input.limitParameter(50, 200),
});
