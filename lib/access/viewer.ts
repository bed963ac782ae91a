import { forbidden } from "#lib/errors.ts";
import type { CompanyRole } from "#lib/rooms/events.ts";

/**
 * Who is asking. Every command and query takes one; there is no ambient viewer. A program that comes with a personal
 * token is `isToken`, and its `sessionId` is the token's id.
 */
export type Viewer = {
  userId: string;
  companyId: string;
  role: CompanyRole;
  sessionId: string;
  name: string;
  isToken?: true;
};

/** Throws the refusal `forbidden` for a token: this is for a person who is signed in themselves. */
export function requireSession(viewer: Viewer, detail: string): void {
  if (viewer.isToken) throw forbidden(detail);
}
