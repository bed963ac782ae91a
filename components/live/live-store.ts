import { applyToRooms } from "#components/live/apply-change.ts";
import { applyPersonToRooms } from "#components/live/apply-person.ts";
import { OpenRooms } from "#components/live/open-rooms.ts";
import { PresencePeople } from "#components/live/presence-people.ts";
import type { StreamEvent } from "#components/live/read-stream.ts";
import { RefusedError, request } from "#components/live/request.ts";
import { TypingPeople } from "#components/live/typing-people.ts";
import type { MessagePage } from "#lib/messages/events.ts";
import type { Me } from "#lib/people/events.ts";
import type { Change, StreamEvents } from "#lib/realtime/events.ts";
import type { MemberView, OwnMembership, RoomListEntry, RoomView } from "#lib/rooms/events.ts";

export type RoomsAnswer = { rooms: RoomListEntry[]; cursor: string };
export type Connection = "connecting" | "online" | "offline" | "reconnecting";

type RoomAnswer = { room: RoomView; me: OwnMembership | null; members: MemberView[] };
type ChangesAnswer = { reset?: false; changes: Change[]; hasMore: boolean } | { reset: true };

/** How far one has read in a room, and what is left to read. */
export type ReadMark = Pick<OwnMembership, "lastReadSeq" | "unread" | "mentions">;

export const allRead = (lastReadSeq: number): ReadMark => ({ lastReadSeq, unread: 0, mentions: 0 });

/** A stream has replayed what it will within this time; whoever is behind then has to ask. */
const replayTime = 3000;

/** What this tab knows of the company, kept in step with the server's log. Reads are snapshots: same object, same content. */
export class LiveStore {
  me: Me;
  readonly typing: TypingPeople;
  readonly open: OpenRooms;
  readonly presence: PresencePeople;
  cursor: string;
  private rooms: RoomListEntry[];
  private connection: Connection = "connecting";
  private readonly gone = new Set<string>();
  /** The highest seq heard of in each room: whoever is below it has a hole. */
  private readonly newest = new Map<string, number>();
  /** Marks set here that a list read meanwhile may not show yet. */
  private readonly marks = new Map<string, number>();
  private readonly filling = new Map<string, Promise<void>>();
  private refreshing: Promise<void> | null = null;
  private isListOld = false;
  /** Rooms that we hear of without being in them: an agent hears of every support room. */
  private readonly foreign = new Set<string>();
  private caseNews = 0;
  private readonly listeners = new Set<() => void>();
  /** Told of each message of one's own that arrives, by whatever way. */
  private readonly onOwnMessage: (roomId: string, clientId: string) => void;

  constructor(me: Me, initial: RoomsAnswer, onOwnMessage: (roomId: string, clientId: string) => void) {
    this.me = me;
    this.rooms = initial.rooms;
    this.cursor = initial.cursor;
    this.onOwnMessage = onOwnMessage;
    this.typing = new TypingPeople(() => this.tell());
    this.open = new OpenRooms(() => this.tell());
    this.presence = new PresencePeople(() => this.tell());
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  getMe = (): Me => this.me;
  getRooms = (): RoomListEntry[] => this.rooms;
  getConnection = (): Connection => this.connection;
  /** Rises whenever support cases may have changed. */
  getCaseNews = (): number => this.caseNews;
  isGone = (roomId: string): boolean => this.gone.has(roomId);

  /** The page was rendered anew, perhaps with another name. */
  setMe(me: Me): void {
    if (me === this.me) return;
    this.me = me;
    this.tell();
  }

  setConnection(connection: Connection): void {
    if (connection === this.connection) return;
    this.connection = connection;
    this.tell();
  }

  take(event: StreamEvent): void {
    if (event.cursor !== null) this.cursor = event.cursor;
    if (event.name === "change") this.takeChange(event.data);
    if (event.name === "typing" && event.data.userId !== this.me.user.id) {
      this.typing.started(event.data.roomId, event.data.userId);
    }
    if (event.name === "read") this.takeReadMark(event.data);
    if (event.name === "presence") this.presence.set(event.data.userId, event.data.state);
    if (event.name === "person") this.takePerson(event.data);
    if (event.name === "room.gone") this.drop(event.data.roomId);
    if (event.name === "case" || event.name === "hello") this.caseNews++;
    if (event.name === "hello") {
      this.presence.refreshSoon();
      setTimeout(() => this.compare(event.data), replayTime);
    }
    if (event.name === "reset") void this.startAfresh();
    this.tell();
  }

  /** A room's screen opens with what the server rendered, and catches up with what is known since. */
  enterRoom(roomId: string, initial: Parameters<OpenRooms["enter"]>[1]): void {
    this.open.enter(roomId, initial);
    this.gone.delete(roomId);
    this.hearOf(roomId, this.entry(roomId)?.lastSeq ?? 0);
    this.tell();
    void this.fill(roomId);
  }

  /** Moves the read mark here; the counts follow from what this tab has seen. */
  setReadMark(roomId: string, mark: ReadMark): void {
    this.marks.set(roomId, mark.lastReadSeq);
    this.rooms = this.rooms.map((entry) => (entry.id === roomId ? { ...entry, ...mark } : entry));
    this.open.setOwn(roomId, mark);
    this.tell();
  }

  drop(roomId: string): void {
    this.rooms = this.rooms.filter((entry) => entry.id !== roomId);
    this.open.drop(roomId);
    this.gone.add(roomId);
    this.tell();
  }

  /** Reads the list again. Asked for while one is being read, it reads once more: that one may be too old. */
  refreshRooms = (): Promise<void> => {
    this.isListOld = this.refreshing !== null;
    this.refreshing ??= (async () => {
      try {
        do {
          this.isListOld = false;
          await this.readRooms();
        } while (this.isListOld);
      } finally {
        this.refreshing = null;
      }
    })();
    return this.refreshing;
  };

  /** Up to which seq everything of a room has been taken over, in the list and on its screen. */
  heldSeq(roomId: string): number {
    const held = [this.entry(roomId)?.lastSeq, this.open.get(roomId)?.lastSeq];
    return Math.min(...held.map((seq) => seq ?? Number.POSITIVE_INFINITY));
  }

  private takeChange(change: Change): void {
    const { roomId } = change;
    const viewerId = this.me.user.id;
    this.hearOf(roomId, change.seq);
    if (change.kind === "message.posted") {
      const { sender, clientId } = change.message;
      if (sender) this.typing.stopped(roomId, sender.id);
      if (sender?.id === viewerId && clientId) this.onOwnMessage(roomId, clientId);
    }
    const list = applyToRooms(this.rooms, change, viewerId);
    this.rooms = list.rooms;
    const opened = this.open.take(change, viewerId);
    if (change.kind === "member.added") this.presence.refreshSoon();
    if (opened === "left" && list.outcome === "seen") {
      this.reload(roomId).catch(() => {}); // the list is ahead: one left, and is back
    } else if (opened === "left" || list.outcome === "left") this.drop(roomId);
    else if (list.outcome === "unknown" && !this.isForeign(change)) this.refreshRooms().catch(() => {});
    else if (opened === "hole" || list.outcome === "hole") void this.fill(roomId);
  }

  private isForeign(change: Change): boolean {
    const isJoining = change.kind === "member.added" && change.member.userId === this.me.user.id;
    return !isJoining && this.foreign.has(change.roomId);
  }

  private takeReadMark(mark: StreamEvents["read"]): void {
    const { roomId, userId, lastReadSeq } = mark;
    this.open.takeReadMark(mark);
    if (userId !== this.me.user.id) return;
    const entry = this.entry(roomId);
    if (!entry || entry.lastReadSeq === lastReadSeq) return;
    if (lastReadSeq >= entry.lastSeq) this.setReadMark(roomId, allRead(lastReadSeq));
    else {
      this.marks.delete(roomId);
      this.refreshRooms().catch(() => {});
    }
  }

  private takePerson(person: StreamEvents["person"]): void {
    this.rooms = applyPersonToRooms(this.rooms, person);
    this.open.takePerson(person);
    const { name, initials } = person;
    if (person.userId === this.me.user.id) this.me = { ...this.me, user: { ...this.me.user, name, initials } };
  }

  private compare({ rooms }: StreamEvents["hello"]): void {
    for (const { id, lastSeq } of rooms) {
      this.hearOf(id, lastSeq);
      void this.fill(id);
    }
    const known = new Set(this.rooms.map((entry) => entry.id));
    if (rooms.length !== known.size || rooms.some(({ id }) => !known.has(id))) this.refreshRooms().catch(() => {});
  }

  private async startAfresh(): Promise<void> {
    const answer = await this.readRooms().catch(() => null);
    if (answer) this.cursor = answer.cursor;
  }

  /** The list as the server has it now. What was heard since comes again through `fill`. */
  private async readRooms(): Promise<RoomsAnswer> {
    const answer = await request<RoomsAnswer>("GET", "/api/rooms");
    this.rooms = answer.rooms.map((entry) => {
      const mark = this.marks.get(entry.id) ?? 0;
      return mark > entry.lastReadSeq && mark >= entry.lastSeq ? { ...entry, ...allRead(mark) } : entry;
    });
    for (const roomId of this.newest.keys()) this.foreign.add(roomId);
    for (const { id, lastSeq, lastReadSeq, unread, mentions } of this.rooms) {
      this.foreign.delete(id);
      this.gone.delete(id);
      this.hearOf(id, lastSeq);
      if (this.open.get(id)?.lastSeq === lastSeq) this.open.setOwn(id, { lastReadSeq, unread, mentions });
      void this.fill(id);
    }
    this.tell();
    return answer;
  }

  /** Asks for what is missing in one room until nothing is. One asker a room. */
  private fill(roomId: string): Promise<void> {
    const known = this.filling.get(roomId);
    if (known || !this.isBehind(roomId)) return known ?? Promise.resolve();
    const filling = this.fillHoles(roomId)
      .catch((error) => {
        if (error instanceof RefusedError && error.status === 404) this.drop(roomId);
      })
      .finally(() => this.filling.delete(roomId));
    this.filling.set(roomId, filling);
    return filling;
  }

  private async fillHoles(roomId: string): Promise<void> {
    while (this.isBehind(roomId)) {
      const held = this.heldSeq(roomId);
      const answer = await request<ChangesAnswer>("GET", `/api/rooms/${roomId}/changes?after=${held}`);
      for (const change of answer.reset ? [] : answer.changes) this.takeChange(change);
      this.tell();
      if (this.heldSeq(roomId) > held) continue;
      await this.refreshRooms();
      return this.reload(roomId);
    }
  }

  /** An open room as the server has it now. */
  private async reload(roomId: string): Promise<void> {
    if (!this.open.get(roomId)) return;
    const answer = await request<RoomAnswer>("GET", `/api/rooms/${roomId}`);
    const page = await request<MessagePage>("GET", `/api/rooms/${roomId}/messages`);
    this.open.set(roomId, { ...answer, ...page, lastSeq: Math.min(answer.room.lastSeq, page.lastSeq) });
    this.tell();
  }

  private isBehind(roomId: string): boolean {
    return this.heldSeq(roomId) < (this.newest.get(roomId) ?? 0);
  }

  private hearOf(roomId: string, seq: number): void {
    this.newest.set(roomId, Math.max(this.newest.get(roomId) ?? 0, seq));
  }

  private entry(roomId: string): RoomListEntry | undefined {
    return this.rooms.find((entry) => entry.id === roomId);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
