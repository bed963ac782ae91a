import { mayInCompany } from "#lib/access/policy.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { metrics } from "#lib/metrics/metrics.ts";
import type { ChangeKind } from "#lib/realtime/events.ts";
import { bytesFor, type Delivery, frame } from "#lib/realtime/frames.ts";

/**
 * Where a stream's bytes go. `backlog` is how many of them the other end has not taken yet; `drained` waits until it has,
 * and tells whether it did. Between `cork` and `uncork` a sink may hold bytes back, to send them together.
 */
export type Sink = {
  write(bytes: Buffer): void;
  cork?(): void;
  uncork?(): void;
  backlog(): number;
  drained(): Promise<boolean>;
  end(): void;
};

/**
 * One open stream. Until it has caught up, deliveries wait in `waiting`, `held` bytes of them; what stands up to `pos` it
 * was told already.
 */
export type Stream = {
  viewer: Viewer;
  sink: Sink;
  rooms: Set<string>;
  waiting: Delivery[] | null;
  held: number;
  pos: number;
  openedAt: number;
};

/** A reader slower than this is cut off; it comes back with its cursor. */
export const backlogMost = 1024 * 1024;
/** So is one for whom so much has happened before they caught up. */
const heldMost = 16 * backlogMost;

/** Changes after which the same people are in the room as before. */
const movesNobody = new Set<ChangeKind>([
  "message.posted",
  "message.edited",
  "message.deleted",
  "reaction.added",
  "reaction.removed",
  "room.changed",
]);

/** Agents see every support room of their company, as members or not. */
export const worksInSupport = (viewer: Viewer): boolean => mayInCompany("support.work", viewer.role);

/** Who of one company is connected in this process, and to which rooms: what a delivery is routed by. */
export class Audience {
  readonly streams = new Set<Stream>();
  readonly #waiting = new Set<Stream>();
  readonly #byRoom = new Map<string, Set<Stream>>();
  #corked: Set<Stream> | null = null;

  add(stream: Stream): void {
    this.streams.add(stream);
    this.#waiting.add(stream);
  }

  /** Takes a stream out and ends it. */
  remove(stream: Stream): void {
    for (const roomId of [...stream.rooms]) this.#leave(stream, roomId);
    this.streams.delete(stream);
    this.#waiting.delete(stream);
    stream.sink.end();
  }

  /**
   * The stream has caught up: from here on it gets the deliveries of these rooms, first those after `pos` that waited.
   * Deliveries may lag behind what it was told, and then come up to `pos` only now: those it does not get.
   */
  goLive(stream: Stream, roomIds: Iterable<string>, pos: number): void {
    for (const roomId of roomIds) this.#enter(stream, roomId);
    const waiting = stream.waiting ?? [];
    stream.waiting = null;
    stream.pos = pos;
    this.#waiting.delete(stream);
    for (const delivery of waiting) this.#pass(stream, delivery);
  }

  /** Passes deliveries on, in their order; what a stream gets of them leaves in one go. */
  deliverAll(deliveries: Delivery[]): void {
    const corked = new Set<Stream>();
    if (deliveries.length > 1) this.#corked = corked;
    for (const delivery of deliveries) this.deliver(delivery);
    this.#corked = null;
    for (const { sink } of corked) sink.uncork?.();
  }

  /** Passes a delivery to every stream that may see it. Membership changes are deliveries too, so who may see the next one is known by then. */
  deliver(delivery: Delivery): void {
    for (const stream of this.#waiting) this.#hold(stream, delivery);
    if (delivery.kind === "member.added") {
      for (const stream of this.streams) {
        const isIt = stream.viewer.userId === delivery.userId;
        if (isIt && !stream.waiting && delivery.pos > stream.pos) this.#enter(stream, delivery.roomId);
      }
    }
    const members = this.#byRoom.get(delivery.roomId) ?? [];
    if (movesNobody.has(delivery.kind)) {
      for (const stream of members)
        if (delivery.pos > stream.pos) this.#write(stream, bytesFor(stream.viewer, delivery));
    } else for (const stream of members) this.#pass(stream, delivery);
    if (delivery.roomType !== "support") return;
    for (const stream of this.streams) {
      if (!stream.waiting && !stream.rooms.has(delivery.roomId)) this.#pass(stream, delivery);
    }
  }

  /** Sends something ephemeral to everyone in a room, but for one user. */
  tellRoom(roomId: string, bytes: Buffer, except?: string): void {
    for (const stream of this.#byRoom.get(roomId) ?? []) {
      if (stream.viewer.userId !== except) this.#write(stream, bytes);
    }
  }

  /** Sends something ephemeral once to everyone who is in any of these rooms. */
  tellRooms(roomIds: string[], bytes: Buffer): void {
    const streams = new Set(roomIds.flatMap((roomId) => [...(this.#byRoom.get(roomId) ?? [])]));
    for (const stream of streams) this.#write(stream, bytes);
  }

  tellEach(wanted: (stream: Stream) => boolean, bytes: Buffer): void {
    for (const stream of this.streams) if (!stream.waiting && wanted(stream)) this.#write(stream, bytes);
  }

  #hold(stream: Stream, delivery: Delivery): void {
    stream.held += delivery.bytes.length;
    if (stream.held > heldMost) this.#cut(stream);
    else stream.waiting?.push(delivery);
  }

  #pass(stream: Stream, delivery: Delivery): void {
    const { kind, roomId, userId, pos } = delivery;
    if (pos <= stream.pos) return;
    if (kind === "member.added" && userId === stream.viewer.userId) this.#enter(stream, roomId);
    const isAgent = delivery.roomType === "support" && worksInSupport(stream.viewer);
    if (!stream.rooms.has(roomId) && !isAgent) return;
    const isEnd = kind === "room.deleted" || (kind === "member.removed" && userId === stream.viewer.userId);
    if (kind !== "room.deleted") this.#write(stream, bytesFor(stream.viewer, delivery));
    if (!isEnd || isAgent) return;
    this.#leave(stream, roomId);
    this.#write(stream, frame("room.gone", { roomId }));
  }

  /** What leaves in one go is no backlog yet: how far behind a reader is, is looked at where a go begins. */
  #write(stream: Stream, bytes: Buffer): void {
    if (!this.#corked?.has(stream)) {
      if (stream.sink.backlog() > backlogMost) return void this.#cut(stream);
      if (this.#corked) this.#cork(this.#corked, stream);
    }
    stream.sink.write(bytes);
  }

  #cut(stream: Stream): void {
    metrics()?.streamsCut.inc();
    this.remove(stream);
  }

  #cork(corked: Set<Stream>, stream: Stream): void {
    corked.add(stream);
    stream.sink.cork?.();
  }

  #enter(stream: Stream, roomId: string): void {
    stream.rooms.add(roomId);
    const streams = this.#byRoom.get(roomId) ?? new Set();
    this.#byRoom.set(roomId, streams.add(stream));
  }

  #leave(stream: Stream, roomId: string): void {
    stream.rooms.delete(roomId);
    const streams = this.#byRoom.get(roomId);
    streams?.delete(stream);
    if (streams?.size === 0) this.#byRoom.delete(roomId);
  }
}
