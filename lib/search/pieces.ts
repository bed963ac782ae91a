import type { Word } from "#lib/search/words.ts";

/** The lengths of prefixes that are kept. What is asked for between two of them is found by the shorter and checked. */
export const prefixLengths = [3, 4, 5, 6, 8, 10, 12] as const;

/**
 * What a word can be found by, before it is keyed: its prefixes, if it is of one and two letters itself, and of scripts
 * without spaces single characters and pairs.
 */
export function piecesOfWord({ text, isUnspaced }: Word): string[] {
  if (isUnspaced) {
    const characters = Array.from(text);
    return [...characters, ...pairsOf(characters)].map((part) => `part ${part}`);
  }
  if (text.length < prefixLengths[0]) return [`word ${text}`];
  return prefixLengths.filter((length) => length <= text.length).map((length) => `prefix ${text.slice(0, length)}`);
}

const pairsOf = (characters: string[]) => characters.slice(1).map((character, index) => characters[index] + character);

/** The pieces that every text has in which a word begins like this. */
export function piecesToFind(beginning: string, isUnspaced: boolean): string[] {
  if (isUnspaced) {
    const characters = Array.from(beginning);
    return (characters.length > 1 ? pairsOf(characters) : characters).map((part) => `part ${part}`);
  }
  const length = prefixLengths.findLast((known) => known <= beginning.length);
  return [length === undefined ? `word ${beginning}` : `prefix ${beginning.slice(0, length)}`];
}
