import { sendFile } from "#components/files/send-file.ts";
import { Uploads } from "#components/files/uploads.ts";
import { deviceStorage } from "#components/live/device-storage.ts";
import { Drafts, draftOf } from "#components/live/drafts.ts";
import { LiveStore, type RoomsAnswer } from "#components/live/live-store.ts";
import { Outbox } from "#components/live/outbox.ts";
import { OwnPresence } from "#components/live/own-presence.ts";
import { ReadMarks } from "#components/live/read-marks.ts";
import { request } from "#components/live/request.ts";
import { SharedStream } from "#components/live/shared-stream.ts";
import type { StreamState } from "#components/live/stream-client.ts";
import type { MessageView } from "#lib/messages/events.ts";
import type { Me } from "#lib/people/events.ts";

/** Everything of one signed-in person that lives as long as the page: what is known, what was typed, what is on its way. */
export class LiveSession {
  readonly store: LiveStore;
  readonly drafts: Drafts;
  readonly outbox: Outbox;
  readonly uploads: Uploads;
  readonly readMarks: ReadMarks;
  private readonly ownPresence: OwnPresence;
  private readonly door: string;
  private stream: SharedStream | null = null;
  private streamState: StreamState = "connecting";
  private stopping = new AbortController();

  constructor(me: Me, initial: RoomsAnswer, fileMost: number, door = "/signin") {
    this.door = door;
    this.store = new LiveStore(me, initial, (roomId, clientId) => this.outbox.remove(roomId, clientId));
    this.drafts = new Drafts(me.user.id, deviceStorage);
    this.uploads = new Uploads({ most: fileMost, send: sendFile });
    this.readMarks = new ReadMarks(this.store);
    this.ownPresence = new OwnPresence(me.session.id, deviceStorage);
    this.outbox = new Outbox({
      userId: me.user.id,
      storage: deviceStorage,
      isOffline: () => !navigator.onLine,
      hasArrived: (message) => this.store.heldSeq(message.roomId) >= message.seq,
      giveBack: (roomId, text, audience, files, replyTo) => {
        this.drafts.giveBack(draftOf(roomId, audience), text, replyTo);
        this.uploads.giveBack(draftOf(roomId, audience), files);
      },
      post: async ({ roomId, clientId, type, content, files, replyTo, audience }) => {
        const carried = files ? { fileIds: files.map(({ id }) => id) } : { type };
        const body = { clientId, ...carried, content, audience, ...(replyTo && { replyToId: replyTo.id }) };
        const answer = await request<{ message: MessageView }>("POST", `/api/rooms/${roomId}/messages`, body);
        return answer.message;
      },
    });
  }

  start(): () => void {
    this.stopping = new AbortController();
    const { signal } = this.stopping;
    this.outbox.restore();
    this.openStream();
    this.ownPresence.start(signal);
    const retry = () => this.retryNow();
    window.addEventListener("online", retry, { signal });
    window.addEventListener("offline", () => this.showConnection(), { signal });
    window.addEventListener("pagehide", () => this.drafts.keepAll(), { signal });
    window.addEventListener("pagehide", () => this.closeStream(), { signal });
    window.addEventListener("pageshow", (event) => event.persisted && this.openStream(), { signal });
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && retry(), { signal });
    return () => {
      this.stopping.abort();
      this.drafts.keepAll();
      this.closeStream();
    };
  }

  /** Tries the connection and what waits for it, now. */
  retryNow(): void {
    this.showConnection();
    this.stream?.retryNow();
    this.outbox.resume();
    this.uploads.resume();
    this.readMarks.resume();
  }

  private openStream(): void {
    const { me } = this.store;
    this.stream ??= new SharedStream({
      name: `parley:stream:${me.session.id}`,
      cursor: () => this.store.cursor,
      onCursor: (cursor) => {
        this.store.cursor = cursor;
      },
      onEvent: (event) => this.store.take(event),
      onState: (state) => {
        this.streamState = state;
        this.showConnection();
        if (state !== "online") return;
        this.outbox.resume();
        this.uploads.resume();
        this.ownPresence.sayAgain();
      },
      onSignedOut: () => window.location.assign(this.door),
    });
    this.stream.start();
  }

  /** Asks for nothing more: who is signed out would only be refused while the page still stands. */
  closeStream(): void {
    this.stream?.stop();
    this.stream = null;
  }

  private showConnection(): void {
    this.store.setConnection(navigator.onLine ? this.streamState : "offline");
  }
}
