import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { multipart, multipartType } from "../../harness/files.ts";
import type { Reply } from "../../harness/http.ts";
import type { Stage } from "../../harness/stage.ts";
import { waysInRooms } from "./ways-in-rooms.ts";
import { waysInSupport } from "./ways-in-support.ts";

/** All canaries begin alike, so that a search can be quick. */
const mark = "canaryword";

/** Ways for a word to come in; each must leave no trace of it that can be read without a key. */
export async function sing(stage: Stage, count: number): Promise<string[]> {
  const words: string[] = [];
  const word = () => {
    const next =
      mark +
      randomBytes(12)
        .toString("hex")
        .replace(/\d/g, (digit) => "ghijklmnop"[Number(digit)] ?? "");
    words.push(next);
    return next;
  };
  const [rooms, support] = [await waysInRooms(stage, word), await waysInSupport(stage, word)];
  const ways = [...rooms.ways, ...support];
  const least = Math.max(count, 2 * ways.length);
  for (let way = 0; words.length < least; way++) await ways[way % ways.length]?.();
  await rooms.end();
  return words;
}

/** Messages, searches, files and conversations until the limits say no, and then more: those have words too. */
export async function singTooMuch(stage: Stage): Promise<string[]> {
  const { edsger } = stage.ours;
  const roomId = await edsger.openRoom({ type: "group", name: "Chorus" });
  const room = `/api/rooms/${roomId}`;
  const { company } = await edsger.must("GET", "/api/me");
  const letter = { name: "Denise Martin", email: "denise@example.com" };
  const words = Array.from({ length: 40 }, () => mark + randomBytes(12).toString("hex"));
  const ways: ((content: string) => Promise<Reply>)[] = [
    (content) => edsger.call("POST", `${room}/messages`, { content }),
    (content) => edsger.call("GET", `/api/search?q=${content}`),
    (content) => edsger.call("POST", `${room}/files`, multipart(content, content), multipartType),
    (content) => stage.nobody.call("POST", `/api/help/${company.slug}/conversations`, { ...letter, content }),
  ];
  for (const way of ways) {
    const replies = await Promise.all(words.map(way));
    assert.ok(replies.some(({ status }) => status === 429));
  }
  return words;
}
