import { createParser } from "eventsource-parser";
import type { Change } from "#lib/realtime/events.ts";
import { type Headers, open } from "./http.ts";
import { until } from "./until.ts";

export type Event = { name: string; id: string | undefined; data: Record<string, unknown> };

/** An open stream: everything that came, in order; the newest cursor; how it ended. */
export class EventStream {
  readonly events: Event[] = [];
  cursor: string | undefined;
  isEnded = false;
  readonly #cutting = new AbortController();

  /** Opens a stream and waits for its hello. Throws an Error for any answer but 200. */
  static async open(url: string, headers: Headers): Promise<EventStream> {
    const stream = new EventStream();
    const response = await open("GET", url, headers, undefined, stream.#cutting.signal);
    if (response.statusCode !== 200) throw new Error(`The stream was refused with ${response.statusCode}`);
    const parser = createParser({
      onEvent: ({ event = "", id, data }) => {
        if (id) stream.cursor = id;
        stream.events.push({ name: event, id, data: JSON.parse(data) });
      },
    });
    response.setEncoding("utf8").on("data", (text: string) => parser.feed(text));
    const end = () => {
      stream.isEnded = true;
    };
    response.once("close", end).once("error", end);
    await until(() => stream.named("hello").length > 0 || stream.isEnded, "a stream says hello");
    stream.cursor ??= stream.named("hello")[0]?.data.cursor as string;
    return stream;
  }

  named(name: string): Event[] {
    return this.events.filter((event) => event.name === name);
  }

  /** The changes of a room, or of all of them. */
  changes(roomId?: string): Change[] {
    const changes = this.named("change").map((event) => event.data as unknown as Change);
    return changes.filter((change) => roomId === undefined || change.roomId === roomId);
  }

  /** What was posted, in the order of arrival. */
  texts(roomId?: string): string[] {
    return this.changes(roomId).flatMap((change) =>
      change.kind === "message.posted" && change.message.type !== "system" ? [change.message.content ?? ""] : [],
    );
  }

  cut(): void {
    this.#cutting.abort();
    this.isEnded = true;
  }
}
