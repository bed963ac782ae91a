import type { Viewer } from "#lib/access/viewer.ts";
import { until } from "../../e2e/harness/until.ts";
import { headersOf } from "../corpus/people.ts";
import { Connection } from "../load/connection.ts";
import type { Readers } from "../load/readers.ts";

/** Waits until a reader has had everything that was acknowledged; throws an Error where something is missing or came twice. */
export async function checkArrived(readers: Readers, ids: string[], who: string): Promise<void> {
  const missing = () => ids.filter((id) => !readers.arrived.has(id)).length;
  await until(() => missing() === 0, `all ${ids.length} messages of ${who} arrived (${missing()} are missing)`, 20_000);
  const doubled = ids.filter((id) => readers.arrived.get(id) !== 1).length;
  if (doubled > 0) throw new Error(`${doubled} of ${ids.length} messages of ${who} came twice`);
}

type Page = { messages: { seq: number; clientId: string | null; content: string | null }[]; hasAfter: boolean };

/** Reads the rooms' histories from their beginnings; throws an Error where an acknowledged message is not there, opened, once. */
export async function checkHistory(url: string, viewer: Viewer, roomIds: string[], ids: string[]): Promise<void> {
  const connection = await Connection.open(new URL(url), await headersOf(viewer, url));
  const found = new Map<string, number>();
  for (const roomId of new Set(roomIds)) {
    for (let after = 0, more = true; more; ) {
      const { body } = await connection.call("GET", `/api/rooms/${roomId}/messages?after=${after}&limit=100`);
      const page: Page = JSON.parse(body.toString());
      for (const { clientId, content } of page.messages) {
        if (clientId && content) found.set(clientId, (found.get(clientId) ?? 0) + 1);
      }
      after = page.messages.at(-1)?.seq ?? after;
      more = page.hasAfter;
    }
  }
  connection.close();
  const wrong = ids.filter((id) => found.get(id) !== 1).length;
  if (wrong > 0)
    throw new Error(`${wrong} of ${ids.length} acknowledged messages are not in the history, once and opened`);
}
