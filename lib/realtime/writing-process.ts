import { openDatabase } from "#db/client.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { postMessage } from "#lib/messages/commands.ts";

/** Run as a process of its own by tests: posts as the given viewers, one after the other, into the given rooms. */
type Task = { url: string; viewers: Viewer[]; roomIds: string[]; each: number };

const { url, viewers, roomIds, each } = JSON.parse(process.argv[2] ?? "") as Task;
const { db, close } = await openDatabase({ DATABASE_URL: url, DATA_DIR: "" });
await Promise.all(
  viewers.map(async (viewer, index) => {
    for (let n = 0; n < each; n++) {
      const roomId = roomIds[(n + index) % roomIds.length] as string;
      const clientId = `${process.pid} ${index} ${n}`;
      await postMessage(db, viewer, { roomId, content: clientId, clientId });
    }
  }),
);
await close();
