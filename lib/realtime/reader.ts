import { and, asc, eq, gt } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { chatRoom, companyLog, roomChange } from "#db/schema/index.ts";
import { log } from "#lib/log.ts";
import { PresenceAnnouncer } from "#lib/presence/announcer.ts";
import { Audience, worksInSupport } from "#lib/realtime/audience.ts";
import { type EphemeralEvent, listen, type Source } from "#lib/realtime/bus.ts";
import { describeChanges, type LoggedChange } from "#lib/realtime/changes.ts";
import { encodeCursor } from "#lib/realtime/cursor.ts";
import { deliveryOf, frame, keepAliveFrame } from "#lib/realtime/frames.ts";
import { writtenAfter } from "#lib/realtime/written.ts";

const pageSize = 500;
/** A lost doorbell delays a change by this at most. */
const pollEvery = 2_000;
const keepAliveEvery = 25_000;
/** After passing changes on it rests so many times as long as that took, */
const restFactor = 10;
/** but no longer than this (ms): what comes meanwhile goes to a thousand streams in one write each, not in several. */
const restMost = 60;

/**
 * Reads one company's log from where it stands, opens and encodes each change once, and passes the same bytes to every
 * stream of this process that may see it. Woken by the doorbell, and every two seconds in case a ring was lost.
 */
export class Reader {
  readonly audience = new Audience();
  readonly #db: Db;
  readonly #companyId: string;
  readonly #stopListening: () => void;
  readonly #timers: NodeJS.Timeout[];
  readonly #announcer: PresenceAnnouncer;
  #pos: number;
  #cursor = encodeCursor(0, null);
  #isReading = false;
  #wasRung = false;
  #restsUntil = 0;
  #resting: NodeJS.Timeout | undefined;

  private constructor(db: Db, companyId: string, head: number) {
    this.#db = db;
    this.#companyId = companyId;
    this.#pos = head;
    this.#announcer = new PresenceAnnouncer(db, companyId, this.audience);
    this.#stopListening = listen({
      onRing: (rung, from) => rung === companyId && this.#answer(from),
      onTell: (told, event) => told === companyId && this.#tell(event),
    });
    this.#timers = [
      setInterval(() => this.wake(), pollEvery),
      setInterval(
        () => this.audience.tellEach(({ pos }) => pos <= this.#pos, keepAliveFrame(this.#cursor)),
        keepAliveEvery,
      ),
    ];
    for (const timer of this.#timers) timer.unref();
  }

  /** A reader that stands at the head of the log as it is now. */
  static async open(db: Db, companyId: string): Promise<Reader> {
    const [log] = await db
      .select({ head: companyLog.head })
      .from(companyLog)
      .where(eq(companyLog.companyId, companyId));
    const reader = new Reader(db, companyId, log?.head ?? 0);
    reader.wake();
    return reader;
  }

  /** What this process wrote itself needs no reading back. */
  #answer(from: Source): void {
    const left = this.#restsUntil - performance.now();
    if (from === "elsewhere" || this.#isReading) this.wake();
    else if (left > 0) this.#resting ??= setTimeout(() => this.#goOn(), left);
    else this.#goOn();
  }

  #goOn(): void {
    clearTimeout(this.#resting);
    this.#resting = undefined;
    if (this.#isReading || !this.#passWritten()) this.wake(); // what is being read is passed on from where that began
  }

  /** Looks for new changes now; if it is looking already, once more after that. */
  wake(): void {
    this.#wasRung = true;
    if (this.#isReading) return;
    this.#isReading = true;
    void this.#read().finally(() => {
      this.#isReading = false;
    });
  }

  /** Ends every stream and reads no more. */
  close(): void {
    for (const stream of this.audience.streams) this.audience.remove(stream);
    this.#stopListening();
    this.#announcer.close();
    for (const timer of this.#timers) clearInterval(timer);
    clearTimeout(this.#resting);
  }

  async #read(): Promise<void> {
    try {
      while (this.#wasRung) {
        this.#wasRung = false;
        this.#passWritten();
        if ((await this.#readPage()) === pageSize) this.#wasRung = true;
      }
    } catch (error) {
      log.error(`Reading the log failed; it is tried again in ${pollEvery} ms`, error);
    }
  }

  async #readPage(): Promise<number> {
    const rows = await this.#db
      .select({ change: roomChange, roomType: chatRoom.type })
      .from(roomChange)
      .leftJoin(chatRoom, eq(chatRoom.id, roomChange.roomId))
      .where(and(eq(roomChange.companyId, this.#companyId), gt(roomChange.pos, this.#pos)))
      .orderBy(asc(roomChange.pos))
      .limit(pageSize);
    const described = await describeChanges(
      this.#db,
      this.#companyId,
      rows.map((row) => row.change),
    );
    this.#pass(
      rows.flatMap(({ change: row, roomType }, index) => {
        const change = described[index];
        return change ? [{ row, roomType, described: change }] : [];
      }),
    );
    return rows.length;
  }

  /** Passes on what follows and was written here; tells whether there was any. */
  #passWritten(): boolean {
    const written = writtenAfter(this.#companyId, this.#pos);
    this.#pass(written);
    return written.length > 0;
  }

  #pass(changes: LoggedChange[]): void {
    const last = changes.at(-1)?.row;
    if (!last) return;
    const began = performance.now();
    this.audience.deliverAll(changes.map(deliveryOf));
    const ended = performance.now();
    this.#restsUntil = ended + Math.min(restFactor * (ended - began), restMost);
    this.#pos = last.pos;
    this.#cursor = encodeCursor(last.pos, last.createdAt);
  }

  #tell(event: EphemeralEvent): void {
    const { audience } = this;
    if (event.kind === "typing") {
      const { roomId, userId } = event;
      audience.tellRoom(roomId, frame("typing", { roomId, userId }), userId);
    } else if (event.kind === "read") {
      const { roomId, userId, lastReadSeq } = event;
      audience.tellRoom(roomId, frame("read", { roomId, userId, lastReadSeq }));
    } else if (event.kind === "case") {
      audience.tellEach(({ viewer }) => worksInSupport(viewer), frame("case", { roomId: event.roomId }));
    } else if (event.kind === "person") {
      const { kind, ...person } = event;
      audience.tellEach(({ viewer }) => viewer.role !== "customer", frame(kind, person));
    } else if (event.kind === "session.ended") {
      for (const stream of [...audience.streams]) {
        const { viewer } = stream;
        const isIt = event.sessionId ? viewer.sessionId === event.sessionId : viewer.userId === event.userId;
        if (isIt) audience.remove(stream);
      }
    }
  }
}
