type Subject = "user" | "room" | "account" | "address";

/** Buckets of `burst` tokens that fill up again over `window` seconds, one for each combination of `per`. */
type Limit = { per: readonly Subject[]; burst: number; window: number };

/** Every limit that is kept in the database. RATE_LIMIT_FACTOR scales them all. Calls as such: `calls.ts`. */
export const limits = {
  /** Ten at once into one room, then one a second; sixty a minute over all rooms. */
  "message.send": [
    { per: ["user", "room"], burst: 10, window: 10 },
    { per: ["user"], burst: 60, window: 60 },
  ],
  /** Taking one back is free, and so is giving it again where it stands already. */
  "reaction.add": [{ per: ["user"], burst: 60, window: 60 }],
  search: [{ per: ["user"], burst: 30, window: 60 }],
  "file.upload": [{ per: ["user"], burst: 30, window: 3600 }],
  "room.create": [{ per: ["user"], burst: 10, window: 3600 }],
  "token.create": [{ per: ["user"], burst: 20, window: 3600 }],
  "help.conversation": [{ per: ["address"], burst: 6, window: 12 * 3600 }],
  "invite.create": [{ per: ["user"], burst: 20, window: 3600 }],
  /** Wrong passwords only: a right one gives its token back. */
  "login.fail": [
    { per: ["account"], burst: 5, window: 900 },
    { per: ["address"], burst: 20, window: 900 },
  ],
} as const satisfies Record<string, readonly Limit[]>;

export type LimitedEvent = keyof typeof limits;

/** Who and what an event counts against. `account` and `address` are kept as keyed digests, never as they are. */
export type Subjects = {
  companyId?: string;
  user?: string;
  room?: string;
  account?: string;
  address?: string;
};
