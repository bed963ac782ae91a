import { readStream, type StreamEvent } from "#components/live/read-stream.ts";
import { RefusedError, request } from "#components/live/request.ts";
import type { Change } from "#lib/realtime/events.ts";

export type StreamState = "connecting" | "online" | "reconnecting";

export type StreamHandlers = {
  /** Where to go on from: the newest cursor that has been taken. */
  cursor: () => string;
  onEvent: (event: StreamEvent) => void;
  onCursor: (cursor: string) => void;
  onState: (state: StreamState) => void;
  onSignedOut: () => void;
};

/** Milliseconds. `opening`: how long until the first event; `streamAgain`: how long to poll before streaming is tried once more. */
export type Timing = {
  firstPause: number;
  longestPause: number;
  opening: number;
  silence: number;
  poll: number;
  streamAgain: number;
};

const usual: Timing = {
  firstPause: 500,
  longestPause: 15_000,
  opening: 10_000,
  silence: 40_000,
  poll: 5_000,
  streamAgain: 60_000,
};
const failuresUntilPolling = 3;

type Options = StreamHandlers & { origin?: string; timing?: Partial<Timing> };

/** Keeps one stream alive: reads it, reconnects, and polls for as long as no stream can be had. */
export class StreamClient {
  private readonly options: Options;
  private readonly timing: Timing;
  private readonly stopping = new AbortController();
  private wake: () => void = () => {};
  private state: StreamState | null = null;
  /** Failures in a row, and those of them in which a server answered or began to. */
  private failures = 0;
  private broken = 0;

  constructor(options: Options) {
    this.options = options;
    this.timing = { ...usual, ...options.timing };
  }

  async run(): Promise<void> {
    this.say("connecting");
    while (!this.stopping.signal.aborted) {
      if (this.broken >= failuresUntilPolling) await this.pollForAWhile();
      else await this.streamOnce();
    }
  }

  stop(): void {
    this.stopping.abort();
    this.wake();
  }

  /** Ends the pause before the next attempt, when there is one. */
  retryNow(): void {
    this.wake();
  }

  private async streamOnce(): Promise<void> {
    let isOpen = false;
    const opening = new AbortController();
    const timer = setTimeout(() => opening.abort(), this.timing.opening);
    const end = await readStream({
      url: this.url("/api/stream"),
      signal: AbortSignal.any([this.stopping.signal, opening.signal]),
      silence: this.timing.silence,
      onCursor: this.options.onCursor,
      onEvent: (event) => {
        if (!isOpen) clearTimeout(timer);
        isOpen = true;
        this.failures = 0;
        this.broken = 0;
        this.say("online");
        this.options.onEvent(event);
      },
    });
    clearTimeout(timer);
    if (this.stopping.signal.aborted) return;
    if (end.kind === "refused" && end.status === 401) return this.signedOut();
    const mayBeComing = this.state === "connecting" && end.kind !== "unreachable";
    this.say(mayBeComing ? "connecting" : "reconnecting");
    if (!isOpen && end.kind !== "unreachable") this.broken++;
    if (!isOpen) this.failures++;
    const retryAfter = end.kind === "refused" ? end.retryAfter : null;
    if (retryAfter !== null) await this.pause(retryAfter * 1000, false);
    else await this.pause(this.backOff(), true);
  }

  private async pollForAWhile(): Promise<void> {
    const until = Date.now() + this.timing.streamAgain;
    while (Date.now() < until && !this.stopping.signal.aborted) {
      try {
        await catchUp(this.options, this.options.origin);
        this.say("online");
        await this.pause(this.timing.poll, true);
      } catch (error) {
        if (error instanceof RefusedError && error.status === 401) return this.signedOut();
        this.say("reconnecting");
        const seconds = error instanceof RefusedError ? error.retryAfter : null;
        await this.pause(seconds === null ? this.timing.poll : seconds * 1000, seconds === null);
      }
    }
    this.broken = failuresUntilPolling - 1;
  }

  private signedOut(): void {
    this.stop();
    this.options.onSignedOut();
  }

  private say(state: StreamState): void {
    if (state === this.state) return;
    this.state = state;
    this.options.onState(state);
  }

  /** Doubling, with jitter, so that a thousand browsers do not come back in the same instant. */
  private backOff(): number {
    const most = Math.min(this.timing.longestPause, this.timing.firstPause * 2 ** Math.min(this.failures, 10));
    return most * (0.5 + Math.random() / 2);
  }

  private pause(duration: number, mayBeCutShort: boolean): Promise<void> {
    if (this.stopping.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, duration);
      this.wake = () => {
        if (!mayBeCutShort && !this.stopping.signal.aborted) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private url(path: string): string {
    return `${this.options.origin ?? ""}${path}?cursor=${encodeURIComponent(this.options.cursor())}`;
  }
}

type SyncAnswer =
  | { reset?: false; changes: Change[]; cursor: string; hasMore: boolean }
  | { reset: true; cursor: string };

/** Takes over everything since the cursor by asking, without a stream. */
export async function catchUp(
  { cursor, onEvent, onCursor }: Pick<StreamHandlers, "cursor" | "onEvent" | "onCursor">,
  origin = "",
): Promise<void> {
  for (let hasMore = true; hasMore; ) {
    const answer = await request<SyncAnswer>("GET", `${origin}/api/sync?cursor=${encodeURIComponent(cursor())}`);
    if (answer.reset) {
      onEvent({ name: "reset", data: {}, cursor: answer.cursor });
      return;
    }
    for (const change of answer.changes) onEvent({ name: "change", data: change, cursor: null });
    onCursor(answer.cursor);
    hasMore = answer.hasMore;
  }
}
