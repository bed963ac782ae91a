/** Bytes `from` to `to`, not included. */
export type ByteRange = { from: number; to: number };

/**
 * The one range that a Range header asks for (RFC 9110 §14.2): null where the whole is to be given, because there is
 * no header, or one that is malformed or asks for several; `unsatisfiable` where there are no such bytes.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | null | "unsatisfiable" {
  const match = /^bytes=[ \t]*(\d{0,15})-(\d{0,15})[ \t]*$/i.exec(header ?? "");
  if (!match) return null;
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return null;
  if (first === "") return last === "0" || size === 0 ? "unsatisfiable" : tail(Number(last), size);
  const from = Number(first);
  const to = last === "" ? size : Math.min(Number(last) + 1, size);
  if (last !== "" && Number(last) < from) return null;
  return from >= size ? "unsatisfiable" : { from, to };
}

const tail = (length: number, size: number): ByteRange | "unsatisfiable" =>
  length === 0 ? "unsatisfiable" : { from: Math.max(0, size - length), to: size };
