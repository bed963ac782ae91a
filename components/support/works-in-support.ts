import type { CompanyRole } from "#lib/rooms/events.ts";

/** Whom the screens offer support cases. The server decides; this only keeps doors away that would not open. */
export const worksInSupport = (role: CompanyRole): boolean => role === "agent" || role === "admin";
