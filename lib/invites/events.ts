import type { CompanyRole } from "#lib/rooms/events.ts";

/** An invite that still holds, as the company's admins see it. Its token was shown once, to whoever made it. */
export type InviteView = {
  id: string;
  role: CompanyRole;
  email: string | null;
  roomIds: string[];
  maxUses: number;
  uses: number;
  createdBy: { id: string; name: string };
  createdAt: string;
  expiresAt: string;
};

/** What whoever holds an invite's token is told of it. */
export type InviteOffer = {
  company: { name: string };
  invitedBy: { name: string };
  role: CompanyRole;
  /** The one address that may accept it, if it is for one. */
  email: string | null;
  rooms: { id: string; name: string | null }[];
  expiresAt: string;
};
