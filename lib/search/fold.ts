/** Letters that no decomposition takes apart, as they are written without a special keyboard. */
const plain: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  þ: "th",
  ı: "i",
  ς: "σ",
};

/** Latin, Greek and Cyrillic accents, Hebrew points, Arabic vowel signs. Voiced kana and Indic vowels are not accents. */
const accents = /[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670]/g;

/**
 * A text as search compares it: compatibility forms made plain (NFKC, Unicode Standard Annex 15), lower case, without
 * accents and soft hyphens. "Ｓtraße" and "STRASSE" become the same.
 */
export function fold(text: string): string {
  if (/^[a-z0-9]*$/i.test(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(accents, "")
    .replace(/\u00ad/g, "")
    .replace(/[ßæœøđðłþıς]/g, (letter) => plain[letter] ?? letter)
    .normalize("NFKC");
}
