/** An @ that begins a word, and what was written behind it up to the cursor: perhaps the beginning of a name. */
export type Call = { from: number; to: number; query: string };

const longestName = 80;
const shownMost = 8;

/** The call that stands unfinished before the cursor, if there is one. */
export function callBefore(text: string, cursor: number): Call | null {
  const before = text.slice(Math.max(0, cursor - longestName), cursor);
  const match = /(?:^|[^\p{L}\p{N}_@])@([^@\n]*)$/u.exec(before);
  const query = match?.[1];
  if (query === undefined || /^\s/.test(query)) return null;
  return { from: cursor - query.length - 1, to: cursor, query };
}

/** Those of whose names a word begins so; whose first one does come first. */
export function findPeople<Person extends { name: string }>(query: string, people: readonly Person[]): Person[] {
  const wanted = ` ${fold(query)}`;
  const placed = people.flatMap((person) => {
    const at = ` ${fold(person.name)}`.indexOf(wanted);
    return at < 0 ? [] : [{ person, at }];
  });
  placed.sort((one, other) => Math.sign(one.at) - Math.sign(other.at));
  return placed.slice(0, shownMost).map(({ person }) => person);
}

const fold = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
