import type { SnippetPart } from "#lib/search/events.ts";
import type { Word } from "#lib/search/words.ts";

const lead = 60;
const most = 220;

/**
 * The part of a text around the first of the words that were found, as pieces to show one after another, the found ones
 * marked. Line breaks become spaces; what is left out shows as an ellipsis.
 */
export function snippetOf(text: string, words: Word[], found: Word[]): SnippetPart[] {
  const from = startOf(words, found[0]?.start ?? 0);
  const to = endOf(text, words, from);
  const parts: SnippetPart[] = [];
  let at = from;
  for (const { start, end } of found.filter((word) => word.start >= from && word.end <= to)) {
    if (start < at) continue;
    parts.push({ text: text.slice(at, start), match: false }, { text: text.slice(start, end), match: true });
    at = end;
  }
  parts.push({ text: text.slice(at, to), match: false });
  return joined(parts, from > 0, to < text.length);
}

/** Where a word begins, a little before the first match. */
function startOf(words: Word[], first: number): number {
  if (first <= lead) return 0;
  return words.find((word) => word.start >= first - lead && word.start <= first)?.start ?? first;
}

/** Where a word ends, and the snippet is about as long as it may be. A single word longer than that is cut. */
function endOf(text: string, words: Word[], from: number): number {
  if (text.length - from <= most) return text.length;
  const end = words.findLast((word) => word.start > from && word.end <= from + most)?.end;
  return (
    end ??
    from +
      Array.from(text.slice(from, from + most))
        .slice(0, -1)
        .join("").length
  );
}

function joined(parts: SnippetPart[], isCutBefore: boolean, isCutAfter: boolean): SnippetPart[] {
  const shown = parts.map(({ text, match }) => ({ text: text.replace(/\s+/g, " "), match }));
  if (isCutBefore) shown.unshift({ text: "… ", match: false });
  if (isCutAfter) shown.push({ text: " …", match: false });
  return shown.filter(({ text }) => text !== "");
}
