import { createHash, randomBytes } from "node:crypto";

/** 192 random bits, as they stand in an invite's link. */
export const newToken = (): string => randomBytes(24).toString("base64url");

/** What is kept of a token. It is random and long, so a plain hash cannot be searched. */
export const hashOfToken = (token: string): Buffer => createHash("sha256").update(token).digest();
