import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

const key = Symbol.for("parley.setup-code");
const held = globalThis as { [key]?: string };

/** The code that whoever sets Parley up from another machine must know; made once a process, printed at its start. */
export const setupCode = (): string => (held[key] ??= randomBytes(12).toString("base64url"));

export function isSetupCode(given: string | undefined): boolean {
  return given !== undefined && timingSafeEqual(digest(given), digest(setupCode()));
}

const digest = (value: string) => createHash("sha256").update(value).digest();
