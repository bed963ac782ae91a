import { setTimeout as wait } from "node:timers/promises";
import type { Process } from "./launch.ts";

/** The setting that lets a process be asked to collect its garbage. */
export const inspected = { NODE_OPTIONS: "--inspect=127.0.0.1:0" };

/** Has a process collect its garbage, so that its memory holds what it needs and not what it once needed. */
export async function collectGarbage(inspectedProcess: Process): Promise<void> {
  const url = /^Debugger listening on (ws:\S+)$/m.exec(inspectedProcess.logs())?.[1];
  if (!url) throw new Error("The process cannot be asked to collect its garbage");
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error("The process cannot be inspected"));
  });
  for (const id of [1, 2, 3]) {
    const collected = new Promise((resolve) => {
      socket.onmessage = resolve;
    });
    socket.send(JSON.stringify({ id, method: "HeapProfiler.collectGarbage" }));
    await collected;
  }
  socket.close();
  await wait(500); // the collector gives pages back a little later
}
