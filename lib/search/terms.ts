import { fold } from "#lib/search/fold.ts";
import { piecesToFind } from "#lib/search/pieces.ts";
import { rootOf, stemOf } from "#lib/search/stem.ts";
import { type Word, wordsOf } from "#lib/search/words.ts";

/**
 * Something that a text must say: words one after another. One word alone may go on or be inflected; the last of an
 * identifier or address may go on; a quoted phrase stands as it is. `lastRoot` is what all forms of the last begin with.
 */
export type Term = { words: Word[]; lastRoot: string; kind: "word" | "sequence" | "phrase" };

/** More pieces than this are not looked up: what they leave open is settled by looking at the opened texts. */
const piecesMost = 8;

/** Takes apart what somebody typed: words apart by spaces, identifiers held together by their signs, "quoted phrases". */
export function parseTerms(asked: string): Term[] {
  return Array.from(asked.matchAll(/["„“”«»]([^"„“”«»]+)["„“”«»]|[^\s"„“”«»,;()[\]{}]+/g), (found): Term => {
    const words = wordsOf(found[1] ?? found[0]);
    const kind = found[1] !== undefined ? "phrase" : words.length === 1 ? "word" : "sequence";
    return { words, lastRoot: rootOf(words.at(-1)?.text ?? ""), kind };
  }).filter(({ words }) => words.length > 0);
}

/** The pieces by which texts that say all of this are looked up, the longest first. */
export function piecesOfTerms(terms: Term[]): string[] {
  const pieces = new Set(terms.flatMap(piecesOfTerm));
  return [...pieces].toSorted((a, b) => b.length - a.length).slice(0, piecesMost);
}

function piecesOfTerm({ words, lastRoot, kind }: Term): string[] {
  return words.flatMap(({ text, isUnspaced }, index) => {
    const mayGoOn = kind !== "phrase" && index === words.length - 1;
    if (mayGoOn && index > 0 && text.length < 3 && !isUnspaced) return [];
    return piecesToFind(mayGoOn ? lastRoot : text, isUnspaced);
  });
}

/** Text in which each letter folds by itself, whatever stands beside it: Latin, without combining marks. */
const foldsByLetter = /^[\0-\u024f]*$/;

/** Whether a text can say all of this: a look at its letters, which is quick, before its words are told apart. */
export function maySay(text: string, terms: Term[]): boolean {
  if (!foldsByLetter.test(text)) return true;
  const folded = fold(text);
  return terms.every(({ words, lastRoot, kind }) =>
    words.every(({ text }, index) =>
      folded.includes(index === words.length - 1 && kind !== "phrase" ? lastRoot : text),
    ),
  );
}

const nothing: Word[] = [];

/** Where in a text's words this term is said; empty where it is not. */
export function findTerm(words: Word[], { words: asked, lastRoot, kind }: Term): Word[] {
  return words.flatMap((_, at) => {
    const isSaid = asked.every((word, index) => says(words[at + index], word, index));
    return isSaid ? asked.map((word, index) => narrowed(words[at + index] as Word, word)) : nothing;
  });

  /** Of a script without spaces, the first word may begin before what was asked for, and the last go on. */
  function says(word: Word | undefined, wanted: Word, index: number): boolean {
    if (!word) return false;
    const isFirst = index === 0;
    const isLast = index === asked.length - 1;
    if (wanted.isUnspaced) return word.isUnspaced && holds(word.text, wanted.text, isFirst, isLast);
    return isLast && kind !== "phrase"
      ? saysWord(word.text, wanted.text, lastRoot, asked.length)
      : word.text === wanted.text;
  }
}

function holds(text: string, wanted: string, mayBeginBefore: boolean, mayGoOn: boolean): boolean {
  if (mayBeginBefore) return mayGoOn ? text.includes(wanted) : text.endsWith(wanted);
  return mayGoOn ? text.startsWith(wanted) : text === wanted;
}

/** Whether this is the word, goes on from it, or is inflected like it. Very short words go on only behind others. */
function saysWord(text: string, wanted: string, root: string, ofWords: number): boolean {
  if (wanted.length < 3 && ofWords === 1) return text === wanted;
  return text.startsWith(wanted) || (text.startsWith(root) && stemOf(text) === stemOf(wanted));
}

/** The part of a run that was asked for, where folding left the lengths as they were. */
function narrowed(word: Word, asked: Word): Word {
  const at = word.text.indexOf(asked.text);
  if (!word.isUnspaced || at < 0 || word.text.length !== word.end - word.start) return word;
  return { ...word, start: word.start + at, end: word.start + at + asked.text.length };
}
