import { z } from "zod";
import * as input from "#lib/inputs.ts";

export const companyInput = z.strictObject({
  company: z.strictObject({ name: input.name() }),
  admin: z.strictObject({ name: input.name(), email: input.email, password: input.newPassword }),
});
export type CompanyInput = z.infer<typeof companyInput>;

export const setupInput = companyInput.extend({
  code: z.string().max(100).optional(),
  /** Fills the company with people, rooms and messages to look at. */
  sample: z.boolean().optional(),
});
export type SetupInput = z.infer<typeof setupInput>;
