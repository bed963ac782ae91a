import { invalid } from "#lib/errors.ts";
import type { Candidate } from "#lib/search/candidates.ts";

/** Where a page of results ended, for whoever asks for the next. */
export const encodePlace = ({ createdAt, messageId }: Candidate): string =>
  Buffer.from(`${createdAt.getTime()}.${messageId}`).toString("base64url");

/** Throws the refusal `invalid_input` for a cursor that Parley never made. */
export function decodePlace(cursor: string): Candidate {
  const match = /^(\d{1,14})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(
    Buffer.from(cursor, "base64url").toString(),
  );
  if (!match) throw invalid("cursor", "is not a cursor");
  return { createdAt: new Date(Number(match[1])), messageId: match[2] as string };
}
