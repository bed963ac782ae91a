import { parseText } from "#lib/text/parse-text.ts";

export type Named = { id: string; name: string };

/** A piece of a text: as it stands, or the name of those whom it calls. */
export type Piece = { text: string; userIds: readonly string[] };

/** Everybody in a room, as if they were one. */
export const wholeRoom: Named = { id: "room", name: "room" };

/** An @ that no word, path or address runs into. */
const calling = /(?<![\p{L}\p{N}_@/])@(?=\S)/u;
const callings = new RegExp(calling, "gu");
/** What goes on with a word, an address or a path: a name does not end before it. */
const goesOn = /^(?:[\p{L}\p{M}\p{N}_@]|\/[\p{L}\p{N}])/u;

/** Whether a text may call anybody: who posts without it need not know who is there. */
export const mayMention = (content: string): boolean => calling.test(content);

const fold = (name: string) => name.normalize("NFC").toLowerCase();

/**
 * The names of some people, to be found in texts: behind such an @, whole and in any case. Where one name begins another,
 * the longer one counts.
 */
export class Names {
  readonly #ids: ReadonlyMap<string, string[]>;
  readonly #initials: ReadonlySet<string>;
  readonly #lengths: readonly number[];

  constructor(people: readonly Named[]) {
    const named = Map.groupBy(people, ({ name }) => fold(name));
    this.#ids = new Map(Array.from(named, ([name, those]) => [name, those.map(({ id }) => id)]));
    this.#initials = new Set(Array.from(named.keys(), (name) => name.charAt(0)));
    this.#lengths = [...new Set(people.map(({ name }) => name.normalize("NFC").length))].sort((a, b) => b - a);
  }

  /** Cuts a text where it calls somebody, the @ with the name. It comes out in NFC, as names are. */
  split(written: string): Piece[] {
    const text = written.normalize("NFC");
    const pieces: Piece[] = [];
    let from = 0;
    for (const { index } of text.matchAll(callings)) {
      if (index < from || !this.#initials.has(fold(text.charAt(index + 1)).charAt(0))) continue;
      const length = this.#lengths.find((most) => this.#isName(text, index + 1, most));
      if (!length) continue;
      if (index > from) pieces.push({ text: text.slice(from, index), userIds: [] });
      const name = text.slice(index + 1, index + 1 + length);
      pieces.push({ text: `@${name}`, userIds: this.#ids.get(fold(name)) ?? [] });
      from = index + 1 + length;
    }
    if (from < text.length) pieces.push({ text: text.slice(from), userIds: [] });
    return pieces;
  }

  /** Whether a name of this length stands here, and ends here. */
  #isName(text: string, at: number, length: number): boolean {
    const end = at + length;
    return end <= text.length && this.#ids.has(fold(text.slice(at, end))) && !goesOn.test(text.slice(end, end + 3));
  }
}

/** Whom of those with these names a message calls, each once. Code and web addresses call nobody. */
export function calledIn(content: string, names: Names): Set<string> {
  const called = new Set<string>();
  for (const block of parseText(content)) {
    for (const inline of block.kind === "text" ? block.inlines : []) {
      if (inline.kind !== "text") continue;
      for (const { userIds } of names.split(inline.text)) for (const id of userIds) called.add(id);
    }
  }
  return called;
}
