import type { CompanyRole } from "#lib/rooms/events.ts";

/** Somebody as the viewer may see them; address and time zone only where the viewer is no guest or customer. */
export type PersonView = {
  id: string;
  name: string;
  /** What they chose to stand in place of a picture; null: the first letters of their name. */
  initials: string | null;
  role: CompanyRole;
  isActive: boolean;
  email?: string;
  timeZone?: string | null;
};

/** A person as a company admin sees them. */
export type PersonRecord = {
  id: string;
  name: string;
  email: string;
  role: CompanyRole;
  isActive: boolean;
  lastSeenAt: string | null;
};

export type Me = {
  user: {
    id: string;
    name: string;
    initials: string | null;
    email: string;
    role: CompanyRole;
    timeZone: string | null;
  };
  company: { id: string; name: string; slug: string };
  session: { id: string };
};
