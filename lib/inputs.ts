import { z } from "zod";

/**
 * Text that PostgreSQL and JSON can both hold: no NUL, no lone surrogate. Lengths count characters, not code units, of
 * which one has two at most: most texts need no counting.
 */
export function text(least: number, most: number) {
  return z
    .string()
    .refine((value) => value.isWellFormed() && !value.includes("\0"), "has a character that cannot be stored")
    .refine(
      (value) => value.length <= most || (value.length <= most * 2 && characters(value) <= most),
      `is longer than ${most} characters`,
    )
    .refine(
      (value) => value.length >= least * 2 || characters(value) >= least,
      least === 1 ? "is empty" : `is shorter than ${least} characters`,
    );
}

function characters(value: string): number {
  let count = 0;
  for (const _ of value) count++;
  return count;
}

/** Control characters, line separators and the marks that turn the reading direction around. */
const unseen = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/u;

/** One line of text, trimmed and in NFC, in which every character can be seen. */
export function line(least: number, most: number) {
  return z
    .string()
    .max(most * 4, `is longer than ${most} characters`)
    .transform((value) => value.normalize("NFC").trim())
    .pipe(text(least, most).refine((value) => !unseen.test(value), "has a control or direction character"));
}

/** A name of a person, room or company. */
export const name = (most = 80) => line(1, most);

export const id = z.uuid("is not an id").transform((value) => value.toLowerCase());

export const seq = z.int().min(1).max(Number.MAX_SAFE_INTEGER);

/** A positive whole number in a query string. */
export const seqParameter = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, "is not a positive whole number")
  .transform(Number);

export function limitParameter(fallback: number, most: number) {
  return z
    .string()
    .regex(/^[1-9]\d{0,3}$/, `is not a number from 1 to ${most}`)
    .transform(Number)
    .refine((value) => value <= most, `is more than ${most}`)
    .default(fallback);
}

export const cursor = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/, "is not a cursor");

export const instant = z.iso.datetime({ offset: true });

/**
 * An e-mail address in lower case. Strict on purpose: quoted local parts, comments and characters beyond
 * ASCII are refused, so that one mailbox has one spelling.
 */
export const email = z
  .string()
  .max(254, "is longer than 254 characters")
  .transform((value) => value.trim().toLowerCase())
  .pipe(
    z
      .string()
      .regex(
        /^[a-z0-9](?:[a-z0-9._%+'-]{0,62}[a-z0-9_+-])?@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
        "is not an e-mail address",
      )
      .refine((value) => !value.includes(".."), "is not an e-mail address"),
  );

/** A new password. Long ones are refused before any hashing, so that nobody can make the server sweat with a megabyte. */
export const newPassword = text(10, 200);
