import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { rowsOf } from "#db/rows.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import type { RoomKeys } from "#lib/crypto/room-keys.ts";
import { piecesOf } from "#lib/search/pieces.ts";
import { searchKeyOf, senderPiece, tokenOf } from "#lib/search/tokens.ts";

/** The search tokens of texts made of few words: each piece is keyed once a room, with the indexer's own means. */
export class TokenMaker {
  readonly #keys: Map<string, RoomKeys>;
  readonly #pieces = new Map<string, string[]>();
  readonly #tokens = new Map<string, Map<string, string>>();

  constructor(keys: Map<string, RoomKeys>) {
    this.#keys = keys;
  }

  of(roomId: string, sender: Viewer, words: string[]): string {
    const pieces = new Set([...words.flatMap((word) => this.#piecesOf(word)), senderPiece(sender.userId)]);
    const key = searchKeyOf(this.#keys.get(roomId), "everyone");
    if (!key) throw new Error("The room has no key");
    const known = this.#tokens.get(roomId) ?? new Map<string, string>();
    this.#tokens.set(roomId, known);
    const tokens = Array.from(pieces, (piece) => {
      const token = known.get(piece) ?? String(tokenOf(key, piece));
      known.set(piece, token);
      return token;
    });
    return tokens.join(",");
  }

  #piecesOf(word: string): string[] {
    const pieces = this.#pieces.get(word) ?? [...piecesOf(word)];
    this.#pieces.set(word, pieces);
    return pieces;
  }
}

/** Makes the index of tokens after the rows and not with them, which is many times quicker. */
export async function indexAfter(db: Db, write: () => Promise<void>): Promise<void> {
  const index = sql.raw("message_search_tokens");
  const [found] = await rowsOf<{ indexdef: string }>(
    db,
    sql`select indexdef from pg_indexes where indexname = 'message_search_tokens'`,
  );
  if (!found) throw new Error("There is no index of tokens");
  await db.execute(sql`drop index ${index}`);
  await write();
  await db.execute(sql.raw(found.indexdef));
  await db.execute(sql`vacuum analyze`);
}
