import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { rowsOf } from "#db/rows.ts";

/** A place that was searched, and every byte that lies there. */
export type Place = { name: string; bytes: Buffer };

/** All files of a folder, however deep. */
export function filesIn(folder: string): Place[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((file) => statSync(file).isFile())
    .map((name) => ({ name, bytes: readFileSync(name) }));
}

/** Every value of every table, as the database gives it out: what it had compressed too. */
export async function tablesOf({ db }: Database): Promise<Place[]> {
  const tables = await rowsOf<{ name: string }>(
    db,
    sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const places: Place[] = [];
  for (const { name } of tables) {
    const rows = await rowsOf<Record<string, unknown>>(db, sql`select * from ${sql.identifier(name)}`);
    const values = rows.flatMap((row) => Object.values(row)).map(bytesOf);
    places.push({ name: `table ${name}`, bytes: Buffer.concat(values.flatMap((bytes) => [bytes, Buffer.of(10)])) });
  }
  return places;
}

function bytesOf(value: unknown): Buffer {
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (typeof value === "string") return Buffer.from(value);
  return Buffer.from(JSON.stringify(value, (_, part) => (typeof part === "bigint" ? String(part) : part)) ?? "");
}

/**
 * Where any of these words lies, as it is or in another dress: hex, base64 (at each of its three alignments), UTF-16 of both
 * kinds. Words begin with the same `mark` and continue with random letters: the mark is looked for, the word then compared.
 */
export function hits(places: Place[], words: string[]): string[] {
  const dresses = words.flatMap((word) => dressesOf(word).map((dress) => ({ word, ...dress })));
  const byStart = Map.groupBy(dresses, ({ bytes }) => bytes.subarray(0, startLength).toString("latin1"));
  return places.flatMap(({ name, bytes }) =>
    [...byStart].flatMap(([start, candidates]) => {
      const found: string[] = [];
      const needle = Buffer.from(start, "latin1");
      for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1)) {
        for (const { word, as, bytes: dress } of candidates)
          if (bytes.subarray(at, at + dress.length).equals(dress)) found.push(`${word} as ${as} in ${name} at ${at}`);
      }
      return found;
    }),
  );
}

/** Of every dress of the common mark, so much is the same for all words. */
const startLength = 6;

function dressesOf(word: string): { as: string; bytes: Buffer }[] {
  const plain = Buffer.from(word);
  const utf16 = Buffer.from(word, "utf16le");
  const hex = plain.toString("hex");
  return [
    { as: "it is", bytes: plain },
    { as: "hex", bytes: Buffer.from(hex) },
    { as: "HEX", bytes: Buffer.from(hex.toUpperCase()) },
    { as: "UTF-16LE", bytes: utf16 },
    { as: "UTF-16BE", bytes: Buffer.from(utf16).swap16() },
    ...[0, 1, 2].map((shift) => ({ as: `base64 +${shift}`, bytes: Buffer.from(base64At(plain, shift)) })),
  ];
}

/** The part of a text's base64 that stays the same wherever, at this alignment, the text stands. */
function base64At(plain: Buffer, shift: number): string {
  const encoded = Buffer.concat([Buffer.alloc(shift), plain]).toString("base64");
  const skipped = shift === 0 ? 0 : 4;
  return encoded.slice(skipped, Math.floor(((shift + plain.length) * 8) / 24) * 4);
}
