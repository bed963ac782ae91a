import { outboxKey, type Storage } from "#components/live/device-storage.ts";
import { randomId } from "#components/live/random-id.ts";
import { RefusedError, sentenceFor } from "#components/live/request.ts";
import type { FileView, MessageView, QuoteView } from "#lib/messages/events.ts";

export type Written = {
  roomId: string;
  type: "text" | "action" | "image" | "file";
  content: string;
  /** What it carries: uploads that the server has already. */
  files?: FileView[];
  replyTo: QuoteView | null;
  /** Given for a staff note. */
  audience?: "staff";
};

/**
 * A message on its way. `waiting` and `sending` look the same; `stalled` is still tried again, but has said that it is not
 * gone; `failed` was refused; `sent` is committed and waits for the stream to bring it.
 */
export type OutboxEntry = Written & {
  clientId: string;
  createdAt: string;
  /** Rises with each entry: two may be written in the same millisecond. */
  order: number;
  state: "waiting" | "sending" | "stalled" | "failed" | "sent";
  attempts: number;
  reason: string | null;
  message: MessageView | null;
};

type Options = {
  userId: string;
  storage: Storage;
  post: (entry: OutboxEntry) => Promise<MessageView>;
  isOffline: () => boolean;
  /** Whether the screen shows this message already. */
  hasArrived: (message: MessageView) => boolean;
  /** Takes back what one may not send yet: to the draft of its audience. */
  giveBack: (
    roomId: string,
    text: string,
    audience: "staff" | undefined,
    files: FileView[],
    replyTo: QuoteView | null,
  ) => void;
  /** Milliseconds; each pause is twice the one before. */
  firstPause?: number;
};

const nothing: readonly OutboxEntry[] = [];
const attemptsUntilStalled = 3;
const longestPause = 15_000;
const freshFor = 3_600_000;

/** Sends in order, one at a time in each room, with the same client id until there is an answer. It outlives reloads. */
export class Outbox {
  private readonly options: Options;
  private readonly rooms = new Map<string, readonly OutboxEntry[]>();
  private readonly held = new Map<string, number>();
  private readonly busy = new Set<string>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly listeners = new Set<() => void>();

  private lastOrder = 0;

  constructor(options: Options) {
    this.options = options;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  inRoom = (roomId: string): readonly OutboxEntry[] => this.rooms.get(roomId) ?? nothing;
  /** Until when, in milliseconds, nothing can be sent in this room. */
  heldUntil = (roomId: string): number => this.held.get(roomId) ?? 0;

  /** Goes on with what an earlier page left. What lay there for long is not sent without being asked. */
  restore(): void {
    for (const key of this.options.storage.keys(outboxKey(this.options.userId))) {
      const kept = JSON.parse(this.options.storage.read(key) ?? "null") as OutboxEntry | null;
      if (!kept || this.inRoom(kept.roomId).some((entry) => entry.clientId === kept.clientId)) continue;
      const isFresh = Date.now() - Date.parse(kept.createdAt) < freshFor;
      const left = isFresh ? null : "Not sent before the page was closed.";
      this.put({ ...kept, attempts: 0, state: left ? "failed" : "waiting", reason: left });
    }
    for (const [roomId, entries] of this.rooms) {
      this.rooms.set(
        roomId,
        entries.toSorted((one, other) => one.order - other.order),
      );
    }
    this.resume();
  }

  add(written: Written): void {
    const createdAt = new Date().toISOString();
    const clientId = randomId();
    const entry: OutboxEntry = {
      ...written,
      clientId,
      createdAt,
      order: this.nextOrder(),
      state: "waiting",
      attempts: 0,
      reason: null,
      message: null,
    };
    this.options.storage.write(outboxKey(this.options.userId, clientId), JSON.stringify(entry));
    this.put(entry);
    void this.send(written.roomId);
  }

  retry(roomId: string, clientId: string): void {
    this.change(roomId, clientId, { state: "waiting", attempts: 0, reason: null });
    void this.send(roomId);
  }

  /** Takes an entry out: deleted by its writer, or arrived by the stream. */
  remove(roomId: string, clientId: string): void {
    const entries = this.inRoom(roomId);
    if (!entries.some((entry) => entry.clientId === clientId)) return;
    this.options.storage.write(outboxKey(this.options.userId, clientId), null);
    this.rooms.set(
      roomId,
      entries.filter((entry) => entry.clientId !== clientId),
    );
    this.tell();
  }

  /** The connection is back. */
  resume(): void {
    for (const roomId of this.rooms.keys()) void this.send(roomId);
  }

  private async send(roomId: string): Promise<void> {
    if (this.busy.has(roomId)) return;
    this.busy.add(roomId);
    clearTimeout(this.timers.get(roomId));
    for (let next = this.next(roomId); next; next = this.next(roomId)) {
      const { clientId } = next;
      this.change(roomId, clientId, { state: "sending" });
      try {
        const message = await this.options.post(next);
        this.options.storage.write(outboxKey(this.options.userId, clientId), null);
        if (this.options.hasArrived(message)) this.remove(roomId, clientId);
        else this.change(roomId, clientId, { state: "sent", reason: null, message });
      } catch (error) {
        if (!this.settle(next, error)) break;
      }
    }
    this.busy.delete(roomId);
  }

  /** Whether to go on with the next one. */
  private settle(entry: OutboxEntry, error: unknown): boolean {
    const { roomId, clientId } = entry;
    const refusal = error instanceof RefusedError ? error : null;
    if (refusal?.status === 429) {
      this.hold(roomId, refusal.retryAfter ?? 1);
      return false;
    }
    if (refusal && refusal.status < 500 && refusal.status !== 401) {
      this.change(roomId, clientId, { state: "failed", reason: sentenceFor(refusal) });
      return true;
    }
    const attempts = entry.attempts + 1;
    const hasStalled = attempts >= attemptsUntilStalled && !this.options.isOffline();
    const reason = refusal ? sentenceFor(refusal) : "Not sent yet: the connection dropped. It is tried again.";
    this.change(roomId, clientId, { attempts, state: hasStalled ? "stalled" : "waiting", reason });
    const pause = Math.min(longestPause, (this.options.firstPause ?? 1000) * 2 ** (attempts - 1));
    const wait = Math.max(pause, (refusal?.retryAfter ?? 0) * 1000);
    this.timers.set(
      roomId,
      setTimeout(() => void this.send(roomId), wait),
    );
    return false;
  }

  /** Too quick: everything that has not left goes back to where it was written. */
  private hold(roomId: string, seconds: number): void {
    const back = this.inRoom(roomId).filter((entry) => entry.state === "sending" || entry.state === "waiting");
    this.held.set(roomId, Date.now() + seconds * 1000);
    for (const { clientId } of back) this.remove(roomId, clientId);
    for (const [audience, entries] of Map.groupBy(back, (entry) => entry.audience)) {
      const text = entries.map(composedText).filter(Boolean).join("\n");
      const files = entries.flatMap((entry) => entry.files ?? []);
      this.options.giveBack(roomId, text, audience, files, entries[0]?.replyTo ?? null);
    }
    this.tell();
  }

  private nextOrder(): number {
    this.lastOrder = Math.max(this.lastOrder + 1, Date.now());
    return this.lastOrder;
  }

  private next(roomId: string): OutboxEntry | undefined {
    return this.inRoom(roomId).find((entry) => entry.state === "waiting" || entry.state === "stalled");
  }

  private put(entry: OutboxEntry): void {
    this.rooms.set(entry.roomId, [...this.inRoom(entry.roomId), entry]);
    this.tell();
  }

  private change(roomId: string, clientId: string, to: Partial<OutboxEntry>): void {
    const entries = this.inRoom(roomId);
    if (!entries.some((entry) => entry.clientId === clientId)) return;
    this.rooms.set(
      roomId,
      entries.map((entry) => (entry.clientId === clientId ? { ...entry, ...to } : entry)),
    );
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

function composedText(written: Written): string {
  return written.type === "action" ? `/me ${written.content}` : written.content;
}
