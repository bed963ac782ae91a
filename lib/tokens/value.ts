import { createHash, randomBytes } from "node:crypto";

/** 256 random bits behind a name by which a scanner of leaked secrets knows them. */
export const newTokenValue = (): string => `parley_${randomBytes(32).toString("base64url")}`;

/** What is kept of a token. It is random and long, so a plain hash cannot be searched. */
export const hashOfTokenValue = (value: string): Buffer => createHash("sha256").update(value).digest();

/**
 * The token of an Authorization header: undefined where the header says nothing of a bearer, null for a bearer that
 * is no token of ours.
 */
export function bearerOf(authorization: string | undefined): string | null | undefined {
  if (!authorization || !/^bearer\b/i.test(authorization)) return undefined;
  return /^bearer +(parley_[\w-]{43}) *$/i.exec(authorization.slice(0, 100))?.[1] ?? null;
}
