import type { OpenRoom } from "#components/live/apply-change.ts";
import { compareMembers } from "#components/live/apply-change.ts";
import type { Calls, MessagePage, MessageView } from "#lib/messages/events.ts";
import { quoteOf } from "#lib/messages/events.ts";
import type { Change, ChangePayload, HiddenChange } from "#lib/realtime/events.ts";
import type { MemberView, RoomListEntry, RoomView } from "#lib/rooms/events.ts";

export const roomId = "room";
export const people = ["ada", "ben", "cleo"] as const;

type Row = Omit<MessageView, "replyTo" | "reactions" | "sender"> & {
  senderId: string | null;
  replyToId: string | null;
  reactions: Map<string, Set<string>>;
  /** Whom it called, which its deletion tells of still. */
  calls: Calls;
};

type PostType = "text" | "action" | "system";

export type Step =
  | { does: "post"; by: number; type: PostType; replyTo: number | null; text: string; calls?: number }
  | { does: "edit"; target: number; text: string }
  | { does: "delete"; target: number }
  | { does: "react" | "unreact"; by: number; target: number; reaction: string }
  | { does: "add" | "remove" | "promote"; who: number }
  | { does: "rename"; name: string }
  | { does: "hide" }
  | { does: "read"; by: number }
  | { does: "leave" | "return" };

/** A room as the server keeps it, small: rows and a log, read afresh or replayed from any point. */
export class ModelRoom {
  readonly viewerId: string;
  private seq = 0;
  private log: { at: string; read: () => ChangePayload | Pick<HiddenChange, "kind"> }[] = [];
  private rows: Row[] = [];
  private members = new Map<string, MemberView>();
  private lastReadSeq = 0;
  private facts: RoomView = {
    id: roomId,
    type: "group",
    name: "Launch",
    topic: null,
    isActive: true,
    posting: "everyone",
    enrolment: null,
    lastSeq: 0,
    createdAt: time(0),
    updatedAt: time(0),
  };

  constructor(viewerId: string) {
    this.viewerId = viewerId;
    this.members.set(viewerId, member(viewerId, "owner"));
  }

  take(step: Step): void {
    if (step.does === "post") this.post(step);
    if (step.does === "edit") this.edit(step.target, step.text);
    if (step.does === "delete") this.delete(step.target);
    if (step.does === "react" || step.does === "unreact") this.react(step);
    if (step.does === "add" || step.does === "remove" || step.does === "promote") this.change(step.does, step.who);
    if (step.does === "rename") this.write(() => ({ kind: "room.changed", room: this.room() }), { name: step.name });
    if (step.does === "hide") this.hide();
    if (step.does === "leave") this.write(() => ({ kind: "member.removed", userId: this.viewerId }));
    if (step.does === "return") this.join(this.viewerId, "member", "member.added");
    if (step.does === "read" && people[step.by] === this.viewerId) this.lastReadSeq = this.seq;
  }

  room(): RoomView {
    return { ...this.facts, lastSeq: this.seq };
  }

  changesAfter(after: number): Change[] {
    return this.log.slice(after).map(({ at, read }, index) => {
      return { roomId, seq: after + index + 1, at, actorId: null, ...read() };
    });
  }

  open(most = 1000): OpenRoom {
    const messages = this.rows.map((row) => this.view(row));
    return {
      room: this.room(),
      me: { ...this.own(), joinedSeq: 1, notify: "all", mutedUntil: null },
      members: [...this.members.values()].sort(compareMembers),
      messages: messages.slice(-most),
      hasBefore: messages.length > most,
      hasAfter: false,
      lastSeq: this.seq,
    };
  }

  page(from: number, to: number): MessagePage {
    const messages = this.rows.slice(from, to).map((row) => this.view(row));
    return { messages, hasBefore: from > 0, hasAfter: to < this.rows.length, lastSeq: this.seq };
  }

  entry(): RoomListEntry {
    const last = this.rows.findLast((row) => row.type !== "system");
    const settings = { notify: "all", mutedUntil: null } as const;
    return { ...this.room(), ...this.own(), ...settings, lastMessage: last ? this.view(last) : null };
  }

  private own() {
    const counts = (row: Row) => row.type !== "system" && row.senderId !== this.viewerId && !row.isDeleted;
    const { lastReadSeq } = this;
    const unread = this.rows.filter((row) => counts(row) && row.seq > lastReadSeq);
    const mentions = unread.filter(({ calls }) => calls.callsRoom || calls.mentions?.includes(this.viewerId)).length;
    const role = this.members.get(this.viewerId)?.role ?? "member";
    return { role, lastReadSeq, unread: unread.length, mentions } as const;
  }

  private write(read: () => ChangePayload | Pick<HiddenChange, "kind">, facts: Partial<RoomView> = {}): string {
    this.seq++;
    const at = time(this.seq);
    this.facts = { ...this.facts, ...facts, updatedAt: at };
    this.log.push({ at, read });
    return at;
  }

  private hide(): void {
    const { updatedAt } = this.facts;
    this.write(() => ({ kind: "hidden" }));
    this.facts.updatedAt = updatedAt;
  }

  private post(step: Extract<Step, { does: "post" }>): void {
    const source = step.replyTo === null ? undefined : this.target(step.replyTo);
    const id = `m${this.rows.length}`;
    const calls = callsOf(step);
    const at = this.write(() => ({ kind: "message.posted", message: this.find(id), ...calls }));
    this.rows.push({
      id,
      calls,
      roomId,
      seq: this.seq,
      clientId: null,
      type: step.type,
      senderId: people[step.by] ?? null,
      content: step.text,
      metadata: calls,
      replyToId: source && !source.isDeleted ? source.id : null,
      files: [],
      reactions: new Map(),
      audience: "everyone",
      isDeleted: false,
      deletedAt: null,
      createdAt: at,
      updatedAt: at,
      editedAt: null,
    });
  }

  private edit(target: number, content: string): void {
    const row = this.target(target);
    if (!row || row.isDeleted || row.type === "system") return;
    const at = this.write(() => ({ kind: "message.edited", message: this.find(row.id) }));
    Object.assign(row, { content, editedAt: at, updatedAt: at });
  }

  private delete(target: number): void {
    const row = this.target(target);
    if (!row || row.isDeleted || row.type === "system") return;
    const { id: messageId, seq: messageSeq, senderId, calls } = row;
    const deletedAt: string = this.write(() => ({
      kind: "message.deleted",
      messageId,
      messageSeq,
      senderId,
      deletedAt,
      ...calls,
    }));
    const gone = {
      content: null,
      metadata: {},
      reactions: new Map(),
      replyToId: null,
      editedAt: null,
      isDeleted: true,
    };
    Object.assign(row, gone, { deletedAt, updatedAt: deletedAt });
  }

  private react(step: Extract<Step, { does: "react" | "unreact" }>): void {
    const row = this.target(step.target);
    const userId = people[step.by];
    if (!row || row.isDeleted || !userId) return;
    const { reaction } = step;
    const users = row.reactions.get(reaction) ?? new Set();
    if (users.has(userId) === (step.does === "react")) return;
    const kind = step.does === "react" ? "reaction.added" : "reaction.removed";
    this.write(() => ({ kind, messageId: row.id, reaction, userId }));
    if (step.does === "react") row.reactions.set(reaction, users.add(userId));
    else if (users.delete(userId) && users.size === 0) row.reactions.delete(reaction);
  }

  private change(does: "add" | "remove" | "promote", who: number): void {
    const userId = people[who];
    if (!userId || userId === this.viewerId) return;
    const known = this.members.get(userId);
    if (does === "add" && !known) this.join(userId, "member", "member.added");
    if (does === "promote" && known) this.join(userId, "admin", "member.changed");
    if (does !== "remove" || !known) return;
    this.write(() => ({ kind: "member.removed", userId }));
    this.members.delete(userId);
  }

  private join(userId: string, role: "member" | "admin", kind: "member.added" | "member.changed"): void {
    const joined = member(userId, role);
    this.write(() => {
      const { lastReadSeq, ...told } = this.members.get(userId) ?? joined;
      return { kind, member: told };
    });
    const lastReadSeq = kind === "member.added" ? this.seq : this.members.get(userId)?.lastReadSeq;
    this.members.set(userId, { ...joined, ...(lastReadSeq !== undefined && { lastReadSeq }) });
  }

  private target(index: number): Row | undefined {
    return this.rows[index % Math.max(1, this.rows.length)];
  }

  private find(id: string): MessageView {
    const row = this.rows.find((candidate) => candidate.id === id);
    if (!row) throw new Error(`no message ${id}`);
    return this.view(row);
  }

  private view(row: Row): MessageView {
    const { senderId, replyToId, reactions, calls: _, ...plain } = row;
    return {
      ...plain,
      sender: senderId === null ? null : { id: senderId, name: senderId },
      replyTo: replyToId === null ? null : this.quote(replyToId),
      reactions: [...reactions]
        .sort(([one], [other]) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
        .map(([reaction, users]) => ({ reaction, count: users.size, userIds: [...users] })),
    };
  }

  private quote(id: string): MessageView["replyTo"] {
    const source = this.find(id);
    const content = quoteOf(source);
    return { id, seq: source.seq, sender: source.sender, content, isDeleted: source.isDeleted };
  }
}

/** One of the people, or the one behind the last: the whole room. */
function callsOf({ by, type, calls }: Extract<Step, { does: "post" }>): Calls {
  if (calls === undefined || calls === by || type === "system") return {};
  const called = people[calls];
  return called ? { mentions: [called] } : { callsRoom: true };
}

function time(seq: number): string {
  return new Date(Date.UTC(2026, 0, 1) + seq * 1000).toISOString();
}

function member(userId: string, role: MemberView["role"]): MemberView {
  return { userId, name: userId, initials: null, role, companyRole: "employee", isActive: true };
}
