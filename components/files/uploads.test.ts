import assert from "node:assert/strict";
import { test } from "node:test";
import { kindWords, progressWords, sizeWords } from "#components/files/file-words.ts";
import { Uploads } from "#components/files/uploads.ts";
import { RefusedError, UnreachableError } from "#components/live/request.ts";
import type { FileView } from "#lib/messages/events.ts";

type Call = { name: string; signal: AbortSignal; progress: (sent: number) => void; end: (error?: Error) => void };

function make() {
  const calls: Call[] = [];
  const uploads = new Uploads<{ name: string; size: number; type: string }>({
    most: 1000,
    send: (_, { name, size }, { signal, onProgress }) =>
      new Promise<FileView>((resolve, reject) => {
        const file = { id: name, name, mediaType: "text/plain", size };
        const end = (error?: Error) => (error ? reject(error) : resolve(file));
        calls.push({ name, signal, progress: onProgress, end });
      }),
  });
  const add = (...names: string[]) =>
    uploads.add(
      "room",
      "room",
      names.map((name) => ({ name, size: 100, type: "" })),
    );
  const states = () => uploads.of("room").map(({ state }) => state);
  return { uploads, calls, add, states };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

test("two are on their way at a time; what is ready can be taken", async () => {
  const { uploads, calls, add, states } = make();
  add("a", "b", "c");
  assert.deepEqual(states(), ["sending", "sending", "waiting"]);
  calls[0]?.progress(40);
  assert.equal(uploads.of("room")[0]?.sent, 40);
  calls[0]?.end();
  await turn();
  assert.deepEqual(states(), ["ready", "sending", "sending"]);
  assert.deepEqual(
    uploads.take("room").map(({ name }) => name),
    ["a"],
  );
  assert.deepEqual(states(), ["sending", "sending"]);
});

test("a cancelled one stops, and the next begins", () => {
  const { uploads, calls, add, states } = make();
  add("a", "b", "c");
  uploads.remove("room", uploads.of("room")[0]?.key ?? "");
  assert.ok(calls[0]?.signal.aborted);
  assert.deepEqual(states(), ["sending", "sending"]);
  assert.deepEqual(
    calls.map(({ name }) => name),
    ["a", "b", "c"],
  );
});

test("what cannot go says why; only what may go better can be tried again", async () => {
  const { uploads, calls, add, states } = make();
  uploads.add("room", "room", [
    { name: "big", size: 1001, type: "" },
    { name: "folder", size: 0, type: "" },
  ]);
  assert.deepEqual(
    uploads.of("room").map(({ reason }) => reason),
    ["Over 1000 bytes", "Empty, or a folder"],
  );
  add("a", "b");
  calls[0]?.end(new UnreachableError());
  calls[1]?.end(new RefusedError({ status: 422, code: "invalid_input", detail: "No." }, null));
  await turn();
  assert.deepEqual(
    uploads
      .of("room")
      .slice(2)
      .map(({ canRetry }) => canRetry),
    [true, false],
  );
  uploads.retry("room", uploads.of("room")[2]?.key ?? "");
  assert.deepEqual(states(), ["failed", "failed", "sending", "failed"]);
  calls[2]?.end(new UnreachableError());
  await turn();
  assert.deepEqual(states(), ["failed", "failed", "failed", "failed"]);
  uploads.resume();
  assert.deepEqual(states(), ["failed", "failed", "sending", "failed"], "also by itself, once the connection is back");
});

test("ten files are the most, failed ones aside; what could not be sent comes back before them", () => {
  const { uploads, add, states } = make();
  add(...Array.from({ length: 12 }, (_, n) => `${n}`));
  assert.equal(states().filter((state) => state === "failed").length, 2);
  uploads.giveBack("room", [{ id: "back", name: "back", mediaType: "text/plain", size: 5 }]);
  assert.equal(uploads.of("room")[0]?.name, "back");
});

test("sizes and kinds in words", () => {
  assert.deepEqual([0, 1023, 1024, 217_000, 1_990_000, 524_288_000].map(sizeWords), [
    "0 bytes",
    "1023 bytes",
    "1 KB",
    "212 KB",
    "1.9 MB",
    "500 MB",
  ]);
  assert.equal(progressWords(1_300_000, 1_990_000), "1.2 of 1.9 MB");
  assert.equal(progressWords(217_000, 1_990_000), "212 KB of 1.9 MB");
  assert.deepEqual(
    ["plan.pdf", "x.tar.gz", "README"].map((name) => kindWords({ name })),
    ["PDF", "GZ", "File"],
  );
});
