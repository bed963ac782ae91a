const most = 200;

/** Control characters, line separators, marks that turn the reading direction around, and what means something in a path. */
const unsafe = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff/\\:*?"<>|]/gu;

/** A file's name as it may be shown and saved, whatever its sender called it: one line in NFC, at most 200 characters. */
export function cleanName(given: string): string {
  const last = given.toWellFormed().split(/[/\\]/).at(-1) ?? "";
  const clean = last.replace(unsafe, "").normalize("NFC").replace(/\s+/g, " ").trim();
  const visible = clean.replace(/^[.\s]+/, "");
  return shorten(visible) || "file";
}

/** Cut in the middle, so that the ending still says what it is. */
function shorten(name: string): string {
  const characters = Array.from(name);
  if (characters.length <= most) return name;
  const ending = /\.[^.\s]{1,12}$/u.exec(name)?.[0] ?? "";
  return (characters.slice(0, most - Array.from(ending).length).join("") + ending).trimEnd();
}

/**
 * A Content-Disposition that is one safe line whatever the name: plain ASCII for old readers (RFC 6266), the whole name
 * percent-encoded beside it (RFC 8187).
 */
export function dispositionOf(kind: "inline" | "attachment", name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, "_").replace(/["\\%]/g, "_");
  const whole = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${whole}`;
}
