import { Refusal } from "#lib/errors.ts";

/** The refusal of a file for what it is: a sentence for the person, and what is wrong with the field. */
export const unusable = (detail: string, message: string) =>
  new Refusal("invalid_input", detail, { issues: [{ path: "file", message }] });
