/** A personal token, as its owner sees it in the list. Its value was shown once, when it was made. */
export type TokenView = {
  id: string;
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
  /** Null: it holds until it is revoked. */
  expiresAt: string | null;
};

/** A token just made: here, and never again, with its value. */
export type NewToken = TokenView & { token: string };
