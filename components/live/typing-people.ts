const shownFor = 5000;
const nobody: readonly string[] = [];

/** Who types in which room. Each is forgotten after five seconds, unless heard of again. */
export class TypingPeople {
  private readonly rooms = new Map<string, readonly string[]>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly tell: () => void;

  constructor(tell: () => void) {
    this.tell = tell;
  }

  inRoom = (roomId: string): readonly string[] => this.rooms.get(roomId) ?? nobody;

  started(roomId: string, userId: string): void {
    const key = `${roomId} ${userId}`;
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      setTimeout(() => this.stopped(roomId, userId), shownFor),
    );
    const known = this.inRoom(roomId);
    if (known.includes(userId)) return;
    this.rooms.set(roomId, [...known, userId]);
    this.tell();
  }

  stopped(roomId: string, userId: string): void {
    const key = `${roomId} ${userId}`;
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
    const known = this.inRoom(roomId);
    if (!known.includes(userId)) return;
    this.rooms.set(
      roomId,
      known.filter((id) => id !== userId),
    );
    this.tell();
  }
}
