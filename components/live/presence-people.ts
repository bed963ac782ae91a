import { request } from "#components/live/request.ts";
import type { PresenceState, PresenceView } from "#lib/presence/events.ts";

const pause = 500;

/** Who is here of those I share a room with. */
export class PresencePeople {
  private states = new Map<string, PresenceState>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly tell: () => void;

  constructor(tell: () => void) {
    this.tell = tell;
  }

  of = (userId: string): PresenceState => this.states.get(userId) ?? "offline";

  set(userId: string, state: PresenceState): void {
    this.states.set(userId, state);
    this.tell();
  }

  /** Asks for everyone anew, once for all who want it at about the same time. */
  refreshSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh().catch(() => {}), pause);
  }

  private async refresh(): Promise<void> {
    const { people } = await request<{ people: PresenceView[] }>("GET", "/api/presence");
    this.states = new Map(people.map(({ userId, state }) => [userId, state]));
    this.tell();
  }
}
