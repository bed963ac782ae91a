import { invalid } from "#lib/errors.ts";
import type { Candidate } from "#lib/search/candidates.ts";

/** Where a page of results ended, for whoever asks for the next. */
export const encodePlace = ({ at, seq, roomId }: Candidate): string =>
  Buffer.from(`${at}.${seq}.${roomId}`).toString("base64url");

/** Throws the refusal `invalid_input` for a cursor that Parley never made. */
export function decodePlace(cursor: string): Candidate {
  const match = /^(\d{1,14})\.(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(
    Buffer.from(cursor, "base64url").toString(),
  );
  if (!match) throw invalid("cursor", "is not a cursor");
  return { at: Number(match[1]), seq: Number(match[2]), roomId: match[3] as string };
}
