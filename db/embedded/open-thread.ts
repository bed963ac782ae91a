import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import pg from "pg";
import type { FromThread } from "#db/embedded/thread-messages.ts";
import { ThreadSocket } from "#db/embedded/thread-socket.ts";
import { PreparingClient } from "#db/preparing-client.ts";

type Source = { dataDir?: string; dump?: Uint8Array };

/**
 * Opens PGlite in a thread of its own, so that no statement ever holds up the event loop, as a pool of one connection
 * to it: PGlite has one session. Throws what PGlite throws when the folder cannot be opened.
 */
export async function openThread(source: Source): Promise<{ pool: pg.Pool; close(): Promise<void> }> {
  const thread = new Worker(join(process.cwd(), "db/embedded/thread.ts"), { workerData: source, execArgv: [] });
  await said(thread, "open");
  thread.unref();
  const pool = new pg.Pool({
    Client: PreparingClient,
    max: 1,
    idleTimeoutMillis: 0,
    stream: () => new ThreadSocket(thread),
  });
  const close = async () => {
    await pool.end();
    thread.ref();
    thread.postMessage({ kind: "close" });
    await said(thread, "closed");
  };
  return { pool, close };
}

async function said(thread: Worker, kind: FromThread["kind"]): Promise<void> {
  for (;;) {
    const [message] = (await once(thread, "message")) as [FromThread];
    if (message.kind === kind) return;
  }
}
