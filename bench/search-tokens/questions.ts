import type { Db } from "#db/client.ts";
import { roomKeys } from "#lib/crypto/room-keys.ts";
import type { AskedRoom } from "#lib/search/candidates.ts";
import { parseTerms, piecesOfTerms } from "#lib/search/terms.ts";
import { searchKeyOf, tokenOf } from "#lib/search/tokens.ts";

const asks = 60;

/** What is looked for, by how often it is said in these texts. */
export function questions(texts: string[]): Map<string, string[]> {
  const cycle = (words: string[]) => Array.from({ length: asks }, (_, index) => words[index % words.length] as string);
  const numbers = texts.flatMap((text) => text.match(/\b\d{4}\b/g) ?? []);
  const step = Math.max(1, Math.floor(numbers.length / asks));
  return new Map([
    ["a rare number", cycle(numbers.filter((_, index) => index % step === 0))],
    ["a common word", cycle(["calibration", "invoice", "Clearwater", "sensor", "firmware", "planning"])],
    ["two words", cycle(["heater Friday", "invoice Harborview", "Rechnung Donnerstag", "logger Clearwater"])],
    ["a word nobody said", cycle(["zeppelin", "quixotic", "xylophone"])],
  ]);
}

/** A question as the tokens of every room. */
export async function askFor(db: Db, companyId: string, rooms: string[], question: string): Promise<AskedRoom[]> {
  const pieces = piecesOfTerms(parseTerms(question));
  const keys = await roomKeys(db, companyId, rooms);
  return rooms.flatMap((roomId) => {
    const key = searchKeyOf(keys.get(roomId), "everyone");
    return key ? [{ roomId, tokens: pieces.map((piece) => tokenOf(key, piece)) }] : [];
  });
}
