import { draftKey, type Storage } from "#components/live/device-storage.ts";
import type { QuoteView } from "#lib/messages/events.ts";

const writeDelay = 250;

/** A staff note is drafted apart: it must never leave as an answer. */
export const draftOf = (roomId: string, audience?: "staff"): string => (audience ? `${roomId}/note` : roomId);

/** What was typed and not sent, by room. It outlives reloads on this device. */
export class Drafts {
  private readonly userId: string;
  private readonly storage: Storage;
  private readonly texts = new Map<string, string>();
  /** What each draft answers. Others' words are not kept on this device. */
  private readonly replies = new Map<string, QuoteView>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly listeners = new Set<() => void>();

  constructor(userId: string, storage: Storage) {
    this.userId = userId;
    this.storage = storage;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get(roomId: string): string {
    const known = this.texts.get(roomId);
    if (known !== undefined) return known;
    const kept = this.storage.read(draftKey(this.userId, roomId)) ?? "";
    this.texts.set(roomId, kept);
    return kept;
  }

  replyIn(roomId: string): QuoteView | null {
    return this.replies.get(roomId) ?? null;
  }

  setReply(roomId: string, replyTo: QuoteView | null): void {
    if (replyTo) this.replies.set(roomId, replyTo);
    else this.replies.delete(roomId);
    this.tell();
  }

  set(roomId: string, text: string): void {
    this.texts.set(roomId, text);
    clearTimeout(this.timers.get(roomId));
    this.timers.set(
      roomId,
      setTimeout(() => this.keep(roomId), writeDelay),
    );
    this.tell();
  }

  /** Text that could not be sent comes back, before what was typed since. */
  giveBack(roomId: string, text: string, replyTo: QuoteView | null): void {
    const typed = this.get(roomId);
    if (replyTo) this.setReply(roomId, replyTo);
    this.set(roomId, typed === "" ? text : `${text}\n${typed}`);
    this.keep(roomId);
  }

  keepAll(): void {
    for (const roomId of [...this.timers.keys()]) this.keep(roomId);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  private keep(roomId: string): void {
    clearTimeout(this.timers.get(roomId));
    this.timers.delete(roomId);
    this.storage.write(draftKey(this.userId, roomId), this.texts.get(roomId) || null);
  }
}
