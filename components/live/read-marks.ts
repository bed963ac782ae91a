import { allRead, type LiveStore, type ReadMark } from "#components/live/live-store.ts";
import { RefusedError, request } from "#components/live/request.ts";

const pauseBetween = 1000;

/** Tells the server how far one has read: at once here, at most once a second there, and always the newest mark. */
export class ReadMarks {
  private readonly store: LiveStore;
  private readonly wanted = new Map<string, number>();
  private readonly busy = new Set<string>();

  private readonly listeners = new Map<string, Set<() => void>>();

  constructor(store: LiveStore) {
    this.store = store;
  }

  /** Everything that is here has been seen. */
  readAll(roomId: string): void {
    const open = this.store.open.get(roomId);
    if (!open || open.hasAfter || !open.me?.unread) return;
    this.store.setReadMark(roomId, allRead(open.lastSeq));
    this.wanted.set(roomId, open.lastSeq);
    void this.send(roomId);
  }

  /** The message with this seq and all after it are to be read again. */
  async unreadFrom(roomId: string, seq: number): Promise<void> {
    this.wanted.delete(roomId);
    for (const listener of this.listeners.get(roomId) ?? []) listener();
    const path = `/api/rooms/${roomId}/read`;
    this.store.setReadMark(roomId, await request<ReadMark>("PUT", path, { seq: seq - 1, unread: true }));
  }

  /** Calls back when something in this room is made unread on purpose. */
  onUnread(roomId: string, listener: () => void): () => void {
    const listeners = this.listeners.get(roomId) ?? new Set();
    this.listeners.set(roomId, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** The connection is back. */
  resume(): void {
    for (const roomId of this.wanted.keys()) void this.send(roomId);
  }

  private async send(roomId: string): Promise<void> {
    if (this.busy.has(roomId)) return;
    this.busy.add(roomId);
    for (let seq = this.wanted.get(roomId); seq !== undefined; seq = this.wanted.get(roomId)) {
      try {
        await request("PUT", `/api/rooms/${roomId}/read`, { seq });
      } catch (error) {
        if (!(error instanceof RefusedError) || error.status >= 429) break;
      }
      if (this.wanted.get(roomId) === seq) this.wanted.delete(roomId);
      await new Promise((resolve) => setTimeout(resolve, pauseBetween));
    }
    this.busy.delete(roomId);
  }
}
