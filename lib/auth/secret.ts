import { secrets } from "#lib/secrets.ts";

/** The secret that signs sessions and keys the digests of addresses. */
export const authSecret = (): string => secrets().AUTH_SECRET;
