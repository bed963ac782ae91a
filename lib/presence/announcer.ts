import { and, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { chatMember } from "#db/schema/index.ts";
import { log } from "#lib/log.ts";
import { presence } from "#lib/presence/directory.ts";
import type { PresenceState } from "#lib/presence/events.ts";
import type { Audience } from "#lib/realtime/audience.ts";
import { tell } from "#lib/realtime/bus.ts";
import { frame } from "#lib/realtime/frames.ts";

const tickEvery = 10_000;
/** What connected sessions said is repeated at every third tick, for processes that have not heard it. */
const repeatEvery = 3;

type Session = { userId: string; sessionId: string; state: "active" | "away" | undefined; isGone: boolean };

/** For one company: tells this process's streams who comes and goes, and the other processes whom this one holds. */
export class PresenceAnnouncer {
  readonly #db: Db;
  readonly #companyId: string;
  readonly #audience: Audience;
  readonly #stops: (() => void)[];
  #ticks = 0;
  #held = new Map<string, Session>();

  constructor(db: Db, companyId: string, audience: Audience) {
    this.#db = db;
    this.#companyId = companyId;
    this.#audience = audience;
    const timer = setInterval(() => this.tick(), tickEvery).unref();
    const unwatch = presence().watch(companyId, (userId) => void this.#tellStreams(userId));
    this.#stops = [unwatch, () => clearInterval(timer)];
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  /**
   * A session whose last stream has been gone for two ticks is offline. One that another process took for gone, because
   * it came here from there, is said to be here.
   */
  tick(): void {
    const isDue = ++this.#ticks % repeatEvery === 0;
    const sessions = this.#connected();
    for (const session of this.#held.values()) {
      if (sessions.has(session.sessionId)) continue;
      if (session.isGone) this.#say(session, "offline");
      else sessions.set(session.sessionId, { ...session, isGone: true });
    }
    this.#held = sessions;
    for (const session of sessions.values()) {
      const isKnown = presence().saidBy(this.#companyId, session) !== undefined;
      if (session.state && !session.isGone && (isDue || !isKnown)) this.#say(session, session.state);
    }
  }

  #connected(): Map<string, Session> {
    const sessions = new Map<string, Session>();
    for (const { viewer } of this.#audience.streams) {
      const { userId, sessionId } = viewer;
      const state = presence().saidBy(this.#companyId, viewer) ?? this.#held.get(sessionId)?.state;
      sessions.set(sessionId, { userId, sessionId, state, isGone: false });
    }
    return sessions;
  }

  #say({ userId, sessionId }: Session, state: PresenceState): void {
    tell(this.#companyId, { kind: "presence", userId, sessionId, state });
  }

  /** To those who share a room with them, and nobody else. */
  async #tellStreams(userId: string): Promise<void> {
    try {
      const rooms = await this.#db
        .select({ id: chatMember.roomId })
        .from(chatMember)
        .where(and(eq(chatMember.userId, userId), eq(chatMember.isActive, true)));
      const state = presence().stateOf(this.#companyId, userId); // as it is by now
      const bytes = frame("presence", { userId, state });
      this.#audience.tellRooms(
        rooms.map(({ id }) => id),
        bytes,
      );
    } catch (error) {
      log.error("Who is here could not be told", error);
    }
  }
}
