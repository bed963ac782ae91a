/**
 * Endings that inflect, and how many letters must be left of the word. English, German and French plurals and verbs;
 * in the manner of Harman's S-stemmer ("How effective is suffixing?", JASIS 42, 1991), repeated until nothing is left
 * to take. Short stems are spared, so that "notes" does not become "not".
 */
const endings: readonly (readonly [RegExp, number])[] = [
  [/ion$/, 5],
  [/ing$/, 4],
  [/e[rd]n$/, 5],
  [/er$/, 5],
  [/e[dns]$/, 4],
  [/e$/, 4],
  [/(?<=[sxz]|ch|sh)es$/, 3],
  [/(?<!s)s$/, 3],
  [/(?<=[ae]u)x$/, 3],
];

/**
 * The stem of a folded word, shared by its inflections: "companies" and "company" give "compani". Always the beginning
 * of the word, but for a final y, which counts as i. Words of anything but a to z are their own stems.
 */
export function stemOf(word: string): string {
  if (!/^[a-z]{4,}$/.test(word)) return word;
  let stem = word;
  for (let taken = true; taken; ) {
    const ending = endings.find(([pattern, least]) => stem.search(pattern) >= least);
    taken = ending !== undefined;
    if (ending) stem = stem.replace(ending[0], "");
  }
  if (stem.length > 3 && stem.at(-1) === stem.at(-2)) stem = stem.slice(0, -1);
  return stem.length > 3 ? stem.replace(/y$/, "i") : stem;
}

/** What every word of the same stem begins with. */
export const rootOf = (word: string): string => {
  const stem = stemOf(word);
  return word.startsWith(stem) ? stem : stem.slice(0, -1);
};
