/** Numbers that look random and are the same in every run (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const syllables = "ba ce di fo gu la me ni po ru sa te vi zo ka re mu ti no sel dor mar ten lis".split(" ");

/** Made-up words of two to four syllables. The first are said most, as in any language. */
export const vocabulary: readonly string[] = makeWords(1_500);

function makeWords(count: number): string[] {
  const random = randomFrom(1);
  const words = new Set<string>();
  while (words.size < count) {
    const length = 2 + Math.floor(random() * 3);
    words.add(Array.from({ length }, () => syllables[Math.floor(random() * syllables.length)]).join(""));
  }
  return [...words];
}

/** Six to eighteen words; the n-th most said comes about as often as 1/n. */
export function sayWords(random: () => number): string[] {
  const length = 6 + Math.floor(random() * 13);
  return Array.from({ length }, () => vocabulary[Math.floor(vocabulary.length ** random()) - 1] ?? "");
}

/** What people look for: words said all the time and hardly ever, beginnings of words, two at once, and what nobody said. */
export const asked: readonly string[] = [0, 3, 30, 120, 500, 1_100, 1_490].flatMap((rank) => {
  const word = vocabulary[rank] ?? "";
  const other = vocabulary[(rank * 7 + 5) % vocabulary.length] ?? "";
  return [word, word.slice(0, 5), `${word} ${other}`, `${word}x`];
});
