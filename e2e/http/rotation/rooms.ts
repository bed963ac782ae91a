import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import type { Cast } from "#db/cast.ts";
import { sentFile } from "../../harness/files.ts";
import type { Answer } from "../../harness/http.ts";
import { Person } from "../../harness/person.ts";
import type { Stage } from "../../harness/stage.ts";
import type { Storage } from "../../harness/storage.ts";
import { settingsOf } from "./command.ts";

/** A room, and all that must be found in it: what was said before the rotation, and what was sent and acknowledged since. */
export type Room = { id: string; said: string[] };

/** Makes so many rooms before there is a server; grace, alan, katherine and linus are in all of them. */
export async function fillRooms(storage: Storage, cast: Cast, count: number): Promise<Room[]> {
  const { companyId, grace, alan, katherine, linus } = cast;
  const texts = Array.from({ length: count }, (_, number) => [`first in ${number}`, `second in ${number}`]);
  const memberIds = [grace, alan, katherine, linus].map(({ userId }) => userId);
  const task = JSON.stringify({ companyId, memberIds, texts });
  const script = join(import.meta.dirname, "fill.ts");
  const ids: string[] = JSON.parse(await outputOf(script, task, settingsOf(storage)));
  return ids.map((id, number) => ({ id, said: texts[number] ?? [] }));
}

/** What a script prints; its task goes in over the standard input, for it may be long. */
function outputOf(script: string, task: string, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { env, maxBuffer: 64 * 1024 * 1024 };
    const child = execFile(process.execPath, [script], options, (error, out) => (error ? reject(error) : resolve(out)));
    child.stdin?.end(task);
  });
}

/** Opens a page of a room; all of it must be readable, and what was said there before must be what it was. */
export async function readRoom(reader: Person, room: Room): Promise<void> {
  const fromStart = await page(reader, room.id, "after=0&limit=8"); // the lines of an opened room come first
  assert.deepEqual(contentsOf(fromStart).slice(0, 2), room.said.slice(0, 2));
  for (const content of contentsOf(await page(reader, room.id, "limit=20"))) assert.notEqual(content, null);
}

/** Everything that was said in a room, once, and nothing else. */
export async function readWholeRoom(reader: Person, room: Room): Promise<void> {
  const contents: (string | null)[] = [];
  for (let after = 0, more = true; more; ) {
    const next = await page(reader, room.id, `after=${after}&limit=100`);
    contents.push(...contentsOf(next));
    after = next.messages.at(-1)?.seq ?? 0;
    more = next.hasAfter;
  }
  assert.deepEqual(contents.toSorted(), room.said.toSorted());
}

async function page(reader: Person, roomId: string, query: string): Promise<Answer> {
  const { status, text, body } = await reader.get(`/api/rooms/${roomId}/messages?${query}`);
  assert.equal(status, 200, text);
  return body;
}

const contentsOf = ({ messages }: Answer): (string | null)[] =>
  messages.filter(({ type }: Answer) => type !== "system").map(({ content }: Answer) => content);

/** A file and a staff note, sealed before the rotation; the function given back reads them. */
export async function keepsakes(stage: Stage): Promise<() => Promise<void>> {
  const { grace, barbara } = stage.ours;
  const vault = await grace.openRoom({ type: "group", name: "Vault" });
  const fileId = await sentFile(grace, vault, "the plan");
  const { company } = await barbara.must("GET", "/api/me");
  const asked = { name: "Carl", email: "carl@example.net", content: "The meter shows E14" };
  const { room } = await new Person(stage.site).must("POST", `/api/help/${company.slug}/conversations`, asked);
  await barbara.must("POST", `/api/rooms/${room.id}/messages`, { content: "A lost block", audience: "staff" });
  return async () => {
    const file = await grace.get(`/api/rooms/${vault}/files/${fileId}`);
    assert.equal(file.text, "the plan");
    assert.deepEqual(contentsOf(await page(barbara, room.id, "limit=20")), ["The meter shows E14", "A lost block"]);
  };
}
