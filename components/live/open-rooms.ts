import { applyToOpenRoom, joinPage, type OpenRoom, type Outcome } from "#components/live/apply-change.ts";
import { applyPersonToOpenRoom, applyReadMark } from "#components/live/apply-person.ts";
import { request } from "#components/live/request.ts";
import type { MessagePage, MessageView } from "#lib/messages/events.ts";
import type { Change, StreamEvents } from "#lib/realtime/events.ts";
import type { OwnMembership } from "#lib/rooms/events.ts";

/** Enough to fill a window without asking for more, and few enough to be drawn within a blink. */
const keptWhenLeft = 60;
/** So long a window stays quick to type beside. Beyond it the far end is let go, to be loaded again on the way back. */
const longestWindow = 6000;

/** The rooms whose screens are open, or were, each with a window of its messages. */
export class OpenRooms {
  private readonly rooms = new Map<string, OpenRoom>();
  /** Requests for pages that are under way, each with the changes that came meanwhile. */
  private readonly meanwhile = new Map<string, Set<Change[]>>();
  /** The latest wish for another window of each room. */
  private readonly wishes = new Map<string, object>();
  private readonly tell: () => void;

  constructor(tell: () => void) {
    this.tell = tell;
  }

  get = (roomId: string): OpenRoom | undefined => this.rooms.get(roomId);

  set(roomId: string, open: OpenRoom): void {
    this.rooms.set(roomId, open);
  }

  drop(roomId: string): void {
    this.rooms.delete(roomId);
  }

  /** A screen opens with what the server rendered. What is here already may be newer, and then it stays. */
  enter(roomId: string, initial: OpenRoom): void {
    const known = this.rooms.get(roomId);
    if (!known || known.hasAfter || known.lastSeq < initial.lastSeq) this.rooms.set(roomId, initial);
  }

  /** A screen was left: the newest messages stay, to be there at once when it comes back. */
  leave(roomId: string): void {
    const open = this.rooms.get(roomId);
    if (!open) return;
    if (open.hasAfter) this.rooms.delete(roomId);
    else if (open.messages.length > keptWhenLeft) {
      this.rooms.set(roomId, { ...open, messages: open.messages.slice(-keptWhenLeft), hasBefore: true });
    }
  }

  take(change: Change, viewerId: string): Outcome {
    const known = this.rooms.get(change.roomId);
    if (!known) return "unknown";
    const { open, outcome } = applyToOpenRoom(known, change, viewerId);
    this.rooms.set(change.roomId, open);
    if (outcome === "applied") for (const changes of this.meanwhile.get(change.roomId) ?? []) changes.push(change);
    return outcome;
  }

  takePerson(person: StreamEvents["person"]): void {
    for (const [roomId, open] of this.rooms) this.rooms.set(roomId, applyPersonToOpenRoom(open, person));
  }

  takeReadMark(mark: StreamEvents["read"]): void {
    const open = this.rooms.get(mark.roomId);
    if (open) this.rooms.set(mark.roomId, applyReadMark(open, mark));
  }

  setOwn(roomId: string, own: Partial<OwnMembership>): void {
    const open = this.rooms.get(roomId);
    if (open?.me) this.rooms.set(roomId, { ...open, me: { ...open.me, ...own } });
  }

  /** Shows a message as the server just gave it, before its change arrives. */
  showMessage(message: MessageView): void {
    const open = this.rooms.get(message.roomId);
    if (!open) return;
    const messages = open.messages.map((known) => (known.id === message.id ? message : known));
    this.rooms.set(message.roomId, { ...open, messages });
    this.tell();
  }

  async loadOlder(roomId: string): Promise<void> {
    const first = this.rooms.get(roomId)?.messages[0];
    if (!first) return;
    await this.loadPage(roomId, `before=${first.seq}`, (open, page, since) =>
      open.messages[0]?.id === first.id ? letGo(joinPage(open, page, "before", since), "after") : open,
    );
  }

  async loadNewer(roomId: string): Promise<void> {
    const last = this.rooms.get(roomId)?.messages.at(-1);
    if (!last) return;
    await this.loadPage(roomId, `after=${last.seq}`, (open, page, since) =>
      open.messages.at(-1)?.id === last.id ? letGo(joinPage(open, page, "after", since), "before") : open,
    );
  }

  /** Moves the window: around one message, or to the newest ones. Asked again meanwhile, the later wish counts. */
  async loadWindow(roomId: string, around: number | null): Promise<void> {
    const wish = {};
    this.wishes.set(roomId, wish);
    await this.loadPage(roomId, around === null ? "" : `around=${around}`, (open, page, since) => {
      if (this.wishes.get(roomId) !== wish) return open;
      return { ...joinPage({ ...open, messages: [] }, page, "after", since), hasBefore: page.hasBefore };
    });
  }

  private async loadPage(
    roomId: string,
    query: string,
    join: (open: OpenRoom, page: MessagePage, since: Change[]) => OpenRoom,
  ): Promise<void> {
    const changes: Change[] = [];
    const waiting = this.meanwhile.get(roomId) ?? new Set();
    this.meanwhile.set(roomId, waiting.add(changes));
    try {
      const page = await request<MessagePage>("GET", `/api/rooms/${roomId}/messages?${query}`);
      const open = this.rooms.get(roomId);
      const since = changes.filter((change) => change.seq > page.lastSeq);
      if (open) this.rooms.set(roomId, join(open, page, since));
      this.tell();
    } finally {
      waiting.delete(changes);
    }
  }
}

function letGo(open: OpenRoom, side: "before" | "after"): OpenRoom {
  if (open.messages.length <= longestWindow) return open;
  return side === "before"
    ? { ...open, messages: open.messages.slice(-longestWindow), hasBefore: true }
    : { ...open, messages: open.messages.slice(0, longestWindow), hasAfter: true };
}
