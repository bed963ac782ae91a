import { randomId } from "#components/live/random-id.ts";
import type { StreamEvent } from "#components/live/read-stream.ts";
import { catchUp, StreamClient, type StreamHandlers, type StreamState } from "#components/live/stream-client.ts";

/** What tabs say to each other. A leader numbers what it says, so that a tab that missed something can tell. */
type Spoken = { kind: "event"; event: StreamEvent } | { kind: "cursor" | "here"; cursor: string; state: StreamState };
type Said =
  | { kind: "ask" }
  | { kind: "retry" }
  | { kind: "signed-out" }
  | { kind: "spoken"; leader: string; count: number; spoken: Spoken };

type Options = StreamHandlers & {
  /** One stream for all tabs with the same name. */
  name: string;
  makeClient?: (handlers: StreamHandlers) => Pick<StreamClient, "run" | "stop" | "retryNow">;
  sync?: (handlers: StreamHandlers) => Promise<void>;
};

/**
 * One stream for all tabs of a browser: the tab that holds the lock reads it and tells the others.
 * When it goes, the next one gets the lock and goes on from its own cursor. A tab that joins or missed
 * something catches up by itself; what comes twice is recognised by its number in the room.
 */
export class SharedStream {
  private readonly options: Options;
  private readonly id = randomId();
  private readonly stopping = new AbortController();
  private channel: BroadcastChannel | null = null;
  private client: Pick<StreamClient, "run" | "stop" | "retryNow"> | null = null;
  private state: StreamState = "connecting";
  private count = 0;
  private heard: { leader: string; count: number } | null = null;
  private catching: Promise<void> | null = null;

  constructor(options: Options) {
    this.options = options;
  }

  start(): void {
    if (!("locks" in navigator)) {
      this.leadWhileVisible();
      return;
    }
    this.channel = new BroadcastChannel(this.options.name);
    this.channel.onmessage = ({ data }: MessageEvent<Said>) => this.hear(data);
    this.say({ kind: "ask" });
    navigator.locks
      .request(this.options.name, { signal: this.stopping.signal }, () => this.lead())
      .catch((error) => {
        if (!this.stopping.signal.aborted) throw error;
      });
  }

  stop(): void {
    this.stopping.abort();
    this.client?.stop();
    this.channel?.close();
    this.channel = null;
  }

  retryNow(): void {
    if (this.client) this.client.retryNow();
    else this.say({ kind: "retry" });
  }

  private lead(): Promise<void> {
    if (this.stopping.signal.aborted) return Promise.resolve();
    const handlers: StreamHandlers = {
      cursor: this.options.cursor,
      onEvent: (event) => {
        this.options.onEvent(event);
        this.speak({ kind: "event", event });
      },
      onCursor: (cursor) => {
        this.options.onCursor(cursor);
        this.speak({ kind: "cursor", cursor, state: this.state });
      },
      onState: (state) => {
        this.take(state);
        this.speak({ kind: "here", cursor: this.options.cursor(), state });
      },
      onSignedOut: () => {
        this.say({ kind: "signed-out" });
        this.options.onSignedOut();
      },
    };
    this.client = this.options.makeClient?.(handlers) ?? new StreamClient(handlers);
    return this.client.run();
  }

  /** Web Locks want https. Without them each tab streams for itself, but only while it is looked at: a browser has six connections. */
  private leadWhileVisible(): void {
    const turn = () => {
      this.client?.stop();
      this.client = null;
      if (document.visibilityState === "visible" && !this.stopping.signal.aborted) void this.lead();
    };
    document.addEventListener("visibilitychange", turn, { signal: this.stopping.signal });
    turn();
  }

  private hear(said: Said): void {
    if (said.kind === "ask") {
      if (this.client) this.speak({ kind: "here", cursor: this.options.cursor(), state: this.state });
    } else if (said.kind === "retry") {
      this.client?.retryNow();
    } else if (said.kind === "signed-out") {
      this.options.onSignedOut();
    } else if (!this.client) {
      this.follow(said);
    }
  }

  private follow({ leader, count, spoken }: Extract<Said, { kind: "spoken" }>): void {
    const hasMissed = this.heard?.leader === leader && count !== this.heard.count + 1;
    const isNew = this.heard?.leader !== leader;
    this.heard = { leader, count };
    if (spoken.kind === "event") {
      if (hasMissed || isNew) this.catchUp();
      this.options.onEvent(this.catching ? { ...spoken.event, cursor: null } : spoken.event);
      return;
    }
    this.take(spoken.state);
    if ((hasMissed || isNew) && spoken.cursor !== this.options.cursor()) this.catchUp();
    else if (!this.catching) this.options.onCursor(spoken.cursor);
  }

  private take(state: StreamState): void {
    if (state === this.state) return;
    this.state = state;
    this.options.onState(state);
  }

  /** From this tab's own cursor, which must not move on by what is heard until the gap is closed. */
  private catchUp(): void {
    this.catching ??= (this.options.sync ?? catchUp)(this.options)
      .catch(() => {
        this.heard = null;
      })
      .finally(() => {
        this.catching = null;
      });
  }

  private speak(spoken: Spoken): void {
    this.say({ kind: "spoken", leader: this.id, count: ++this.count, spoken });
  }

  private say(said: Said): void {
    this.channel?.postMessage(said);
  }
}
