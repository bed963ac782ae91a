import type { Cast } from "#db/cast.ts";
import type { Db } from "#db/client.ts";
import { roomKeys } from "#lib/crypto/room-keys.ts";
import { type Post, type Posted, postWrite } from "#lib/messages/post.ts";
import { type SharedWrite, writeShared } from "#lib/realtime/writer.ts";
import { createRoom } from "#lib/rooms/create.ts";
import { piecesOf } from "#lib/search/pieces.ts";
import { searchKeyOf, senderPiece, tokenOf } from "#lib/search/tokens.ts";
import type { Layout } from "./layouts.ts";

/** A kind of posting: Parley's own transaction, and what is written in it besides. */
export type Writing = SharedWrite<Post, Posted>;

export async function makeRooms(db: Db, { grace, alan }: Cast, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 0; number < count; number++) {
    const room = await createRoom(db, grace, { type: "group", name: `Room ${number}`, memberIds: [alan.userId] });
    ids.push(room.roomId);
  }
  return ids;
}

/** Posts with the tokens written in the same transaction, in this layout, or not at all. */
export function writeIn(layout: Layout | null): Writing {
  if (!layout) return postWrite;
  return {
    roomOf: postWrite.roomOf,
    async run(write, posts) {
      const outcomes = await postWrite.run(write, posts);
      const keys = await roomKeys(write.tx, write.companyId, write.rooms.keys());
      const indexed = posts.flatMap((post, index) => {
        const outcome = outcomes[index];
        const key = searchKeyOf(keys.get(post.roomId), "everyone");
        if (!outcome || !("value" in outcome) || !key) return [];
        const pieces = [...piecesOf(post.content), senderPiece(post.viewer.userId)];
        const tokens = pieces.map((piece) => tokenOf(key, piece));
        return [{ messageId: outcome.value.messageId, roomId: post.roomId, tokens }];
      });
      await layout.write(write.tx, write.companyId, indexed);
      return outcomes;
    },
  };
}

/** How long it took, in seconds: all of it, and each post. */
export type Posting = { seconds: number; each: number[] };

/** Posts these texts, so many people at once, into the rooms in turn. */
export async function postAll(
  db: Db,
  { grace, alan }: Cast,
  rooms: string[],
  writing: Writing,
  texts: string[],
  peopleAtOnce = 64,
): Promise<Posting> {
  const queue = texts.entries();
  const each: number[] = [];
  const began = performance.now();
  const plain = { type: "text" as const, fileIds: [], clientId: null, replyToId: null, audience: "everyone" as const };
  const send = async () => {
    for (const [index, content] of queue) {
      const viewer = index % 2 ? grace : alan;
      const roomId = rooms[index % rooms.length] as string;
      const asked = performance.now();
      await writeShared(db, viewer.companyId, writing, { ...plain, viewer, roomId, content });
      each.push((performance.now() - asked) / 1000);
    }
  };
  await Promise.all(Array.from({ length: peopleAtOnce }, send));
  return { seconds: (performance.now() - began) / 1000, each };
}
