import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import type { FromThread, ToThread } from "#db/embedded/thread-messages.ts";

/** The thread of the embedded database: PostgreSQL's protocol comes in and goes out, one answer to each message. */
const { dataDir, dump } = workerData as { dataDir?: string; dump?: Uint8Array<ArrayBuffer> };
const client = await PGlite.create({ ...(dataDir && { dataDir }), ...(dump && { loadDataDir: new Blob([dump]) }) });
const answer = (message: FromThread, given: ArrayBuffer[] = []) => parentPort?.postMessage(message, given);
let last = Promise.resolve();

parentPort?.on("message", (message: ToThread) => {
  // A rejection ends the thread, and with it the process: nothing goes on without its data.
  last = last.then(() => handle(message));
});
answer({ kind: "open" });

async function handle(message: ToThread): Promise<void> {
  if (message.kind === "bytes") {
    const bytes = await answerTo(message.bytes);
    answer({ kind: "bytes", bytes }, [bytes.buffer]);
  } else if (message.kind === "greet") {
    await client.exec("rollback; deallocate all"); // what a connection that broke off left behind
    answer({ kind: "greeted" });
  } else {
    await client.close();
    answer({ kind: "closed" });
    parentPort?.close();
  }
}

/**
 * What PGlite says to these bytes. It is collected here, not by `execProtocolRaw`, which also reads all of it itself and
 * keeps that for as long as it lives.
 */
async function answerTo(asked: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  await client.execProtocolRawStream(asked, { onRawData: (chunk) => void chunks.push(chunk.slice()) });
  return new Uint8Array(Buffer.concat(chunks));
}
