import { z } from "zod";
import * as input from "#lib/inputs.ts";
import { companyRoles } from "#lib/rooms/events.ts";

export const listPeopleQuery = z.strictObject({ q: input.text(0, 100).optional() });

export const userParams = z.strictObject({ userId: input.id });

/** One to three characters that can be seen, in capitals where there are any. */
const initials = input
  .name(3)
  .transform((value) => value.toLocaleUpperCase("en"))
  .pipe(z.string().regex(/^[\p{L}\p{N}\p{M}]+$/u, "has something other than letters and digits"));

/** A time zone as the IANA database names it. */
const timeZone = z
  .string()
  .max(60)
  .regex(/^[A-Za-z][A-Za-z0-9_+/-]*$/, "is not a time zone")
  .refine(isTimeZone, "is not a time zone");

function isTimeZone(value: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: value }));
  } catch {
    return false;
  }
}

export const changeProfileInput = z
  .strictObject({
    name: input.name().optional(),
    initials: initials.nullable().optional(),
    timeZone: timeZone.nullable().optional(),
  })
  .refine((change) => Object.keys(change).length > 0, "changes nothing");
export type ChangeProfileInput = z.infer<typeof changeProfileInput>;

export const changePersonInput = z
  .strictObject({ role: z.enum(companyRoles).optional(), isActive: z.boolean().optional() })
  .refine((change) => Object.keys(change).length > 0, "changes nothing");
export type ChangePersonInput = z.infer<typeof changePersonInput>;

export const rateLimitsQuery = z.strictObject({
  userId: input.id.optional(),
  roomId: input.id.optional(),
  event: z
    .string()
    .max(40)
    .regex(/^[a-z_.]+$/)
    .optional(),
  from: input.instant.optional(),
  to: input.instant.optional(),
});
