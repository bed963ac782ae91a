import { setTimeout as wait } from "node:timers/promises";
import { Connection } from "./connection.ts";
import { newMessage } from "./text.ts";

/** Who sends, and where to. */
export type Sender = { headers: Record<string, string>; path: string };

export type SendLoad = { url: string; senders: Sender[]; seconds: number; perSecond?: number };

/** Client ids of what was acknowledged, the seconds that it took, and each one's milliseconds. */
export type Sent = { ids: string[]; refused: number; seconds: number; times: number[] };

/** Sends as quickly as answers come, each sender one message at a time; or at a steady rate over all of them. */
export async function sendAll({ url, senders, seconds, perSecond }: SendLoad): Promise<Sent> {
  const connections = await Promise.all(senders.map(({ headers }) => Connection.open(new URL(url), headers)));
  const sent: Sent = { ids: [], refused: 0, seconds: 0, times: [] };
  const began = performance.now();
  const end = began + seconds * 1000;
  const pause = perSecond ? (1000 * senders.length) / perSecond : 0;
  const run = async (connection: Connection, index: number) => {
    const { path } = senders[index] as Sender;
    let due = began + (pause * index) / senders.length;
    while (performance.now() < end && due < end) {
      if (pause) await wait(Math.max(0, due - performance.now()));
      due += pause;
      const at = performance.now();
      const message = newMessage();
      const { status } = await connection.call("POST", path, JSON.stringify(message));
      if (status === 201) sent.ids.push(message.clientId);
      else sent.refused++;
      sent.times.push(performance.now() - at);
    }
  };
  await Promise.all(connections.map(run));
  sent.seconds = (performance.now() - began) / 1000;
  for (const connection of connections) connection.close();
  return sent;
}
