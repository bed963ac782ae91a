/** `active`: using Parley now. `away`: connected, but elsewhere for a while. `offline`: not connected. */
export const presenceStates = ["active", "away", "offline"] as const;
export type PresenceState = (typeof presenceStates)[number];

export type PresenceView = { userId: string; state: Exclude<PresenceState, "offline"> };
