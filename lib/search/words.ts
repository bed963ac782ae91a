import { fold } from "#lib/search/fold.ts";

/** A word of a text, folded, and where it stands there. */
export type Word = { text: string; start: number; end: number; isUnspaced: boolean };

/** Scripts that are written without spaces between words: runs of them are compared by their parts. */
const unspaced =
  "\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{sc=Hangul}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}";
const inWord = "\\p{L}\\p{M}\\p{N}\\u00ad";
const word = new RegExp(
  `(?<unspaced>[[${inWord}]&&[${unspaced}]]+)|[[${inWord}]--[${unspaced}]]+|\\p{Extended_Pictographic}`,
  "gv",
);

/**
 * The words of a text: runs of letters and digits, runs of a script without spaces, single pictures. Identifiers,
 * addresses and versions come apart at their signs; who looks for one looks for its parts one after another.
 */
export function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(word), (found) => ({
    text: fold(found[0]),
    start: found.index,
    end: found.index + found[0].length,
    isUnspaced: found.groups?.unspaced !== undefined,
  })).filter(({ text }) => text !== "");
}
