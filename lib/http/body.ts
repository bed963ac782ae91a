import { invalid, Refusal } from "#lib/errors.ts";
import type { Call } from "#lib/http/call.ts";

export const jsonMost = 256 * 1024;

/** Our inputs are a few levels deep; JSON nested deeper than this is somebody trying things. */
const deepest = 32;

/**
 * Reads a JSON body of at most `jsonMost` bytes.
 * Throws the refusals `unsupported_media_type`, `body_too_large` and `malformed_json`.
 */
export async function readJson(call: Call): Promise<unknown> {
  requireType(call, "application/json");
  return parseJson(await call.readBody(jsonMost));
}

/** Parses JSON of a sensible depth. Throws the refusals `malformed_json` and, for what is not UTF-8, `invalid_input`. */
export function parseJson(body: Buffer): unknown {
  const text = decode(body);
  if (nestingOf(text) > deepest)
    throw new Refusal("malformed_json", `The body is nested deeper than ${deepest} levels.`);
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal("malformed_json", "The body is not JSON. Check its quotes, commas and brackets.");
  }
}

/** Throws the refusal `unsupported_media_type`. */
export function requireMultipart(call: Call): void {
  requireType(call, "multipart/form-data");
}

function requireType(call: Call, wanted: string): void {
  const mediaType = call.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== wanted) throw new Refusal("unsupported_media_type", `Send the body as ${wanted}.`);
}

const strictly = new TextDecoder("utf-8", { fatal: true });

function decode(body: Buffer): string {
  try {
    return strictly.decode(body);
  } catch {
    throw invalid("", "is not UTF-8");
  }
}

function nestingOf(text: string): number {
  let depth = 0;
  let most = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (inString) {
      if (character === 0x5c) at++;
      else if (character === 0x22) inString = false;
    } else if (character === 0x22) inString = true;
    else if (character === 0x5b || character === 0x7b) most = Math.max(most, ++depth);
    else if (character === 0x5d || character === 0x7d) depth--;
  }
  return most;
}
