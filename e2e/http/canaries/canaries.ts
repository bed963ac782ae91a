import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { setUp } from "../../harness/stage.ts";
import type { Kind } from "../../harness/storage.ts";
import { wait } from "../../harness/until.ts";
import { filesIn, hits, type Place, tablesOf } from "./search.ts";
import { sing, singTooMuch } from "./sing.ts";

/** Lets `count` words in by every way there is and looks for them wherever anything lies. */
export async function canaries(t: TestContext, database: Kind, count: number): Promise<void> {
  const stage = await setUp({ database });
  t.after(() => stage.close());
  const words = await sing(stage, count);
  const { DATA_DIR = "" } = stage.storage.env;
  await stage.server.kill9(); // the write-ahead log stays as it is
  const logs = [stage.server.logs()];
  const places: Place[] = filesIn(DATA_DIR);
  const limited = { RATE_LIMIT_FACTOR: "1" };
  await stage.restart(limited);
  words.push(...(await singTooMuch(stage)));
  await wait(300);
  await stage.server.stop();
  logs.push(stage.server.logs());
  places.push(...filesIn(DATA_DIR), { name: "the server's output", bytes: Buffer.from(logs.join("\n")) });
  const opened = await stage.storage.open();
  places.push(...(await tablesOf(opened)));
  await opened.close();
  assertSearchFinds(DATA_DIR, words[0] ?? "");
  assert.deepEqual(hits(places, words), []);
  assert.ok(places.length > 5, "something was searched");
  const bytes = places.reduce((sum, place) => sum + place.bytes.length, 0);
  t.diagnostic(`${words.length} words, ${Math.round(bytes / 1e6)} MB searched`);
}

/** Plants a word in every dress in a file, and finds each. */
function assertSearchFinds(folder: string, word: string): void {
  const planted = join(folder, "planted");
  mkdirSync(planted, { recursive: true });
  const utf16 = Buffer.from(`x${word}`, "utf16le");
  const dresses: Record<string, Buffer> = {
    plain: Buffer.from(`before ${word} after`),
    hex: Buffer.from(Buffer.from(`..${word}..`).toString("hex")),
    utf16le: utf16,
    utf16be: Buffer.from(utf16).swap16(),
    base64: Buffer.from(Buffer.from(`...${word}...`).toString("base64")),
    base64shifted: Buffer.from(Buffer.from(`.${word}.`).toString("base64")),
    base64twice: Buffer.from(Buffer.from(`..${word}`).toString("base64")),
  };
  for (const [name, bytes] of Object.entries(dresses)) writeFileSync(join(planted, name), bytes);
  for (const place of filesIn(planted)) assert.ok(hits([place], [word]).length > 0, `the search misses ${place.name}`);
}
