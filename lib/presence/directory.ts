import type { PresenceState } from "#lib/presence/events.ts";
import { type EphemeralEvent, listen } from "#lib/realtime/bus.ts";

/** Whoever is not heard of again for this long is gone. */
const heldFor = 75_000;
const sweepEvery = 5_000;

type Said = { state: "active" | "away"; at: number };
type OnChange = (userId: string, state: PresenceState) => void;

/**
 * Who is here, as this process has heard over the bus: what each session or token of a person last said of itself, kept
 * in memory alone. A person is active where any of their sessions is.
 */
export class PresenceDirectory {
  readonly #companies = new Map<string, Map<string, Map<string, Said>>>();
  readonly #watchers = new Map<string, Set<OnChange>>();

  /** Takes over what passed on the bus. */
  hear(companyId: string, event: EphemeralEvent, now = Date.now()): void {
    if (event.kind !== "presence" && event.kind !== "session.ended") return;
    const { userId, sessionId } = event;
    this.#change(companyId, userId, (said) => {
      if (event.kind === "presence" && event.state !== "offline")
        said.set(event.sessionId, { state: event.state, at: now });
      else if (sessionId) said.delete(sessionId);
      else said.clear();
    });
  }

  /** Forgets those who were not heard of for too long. */
  sweep(now = Date.now()): void {
    for (const [companyId, people] of this.#companies) {
      for (const userId of [...people.keys()]) {
        this.#change(companyId, userId, (said) => {
          for (const [sessionId, { at }] of said) if (now - at > heldFor) said.delete(sessionId);
        });
      }
    }
  }

  stateOf(companyId: string, userId: string): PresenceState {
    const states = [...(this.#companies.get(companyId)?.get(userId)?.values() ?? [])].map(({ state }) => state);
    return states.includes("active") ? "active" : (states[0] ?? "offline");
  }

  /** What one session said last. */
  saidBy(companyId: string, { userId, sessionId }: { userId: string; sessionId: string }): Said["state"] | undefined {
    return this.#companies.get(companyId)?.get(userId)?.get(sessionId)?.state;
  }

  /** Everyone of a company who is here. */
  here(companyId: string): string[] {
    return [...(this.#companies.get(companyId)?.keys() ?? [])];
  }

  /** Calls back when somebody of a company comes, goes, or turns active or away; gives the function that stops it. */
  watch(companyId: string, onChange: OnChange): () => void {
    const watchers = this.#watchers.get(companyId) ?? new Set();
    this.#watchers.set(companyId, watchers.add(onChange));
    return () => watchers.delete(onChange);
  }

  #change(companyId: string, userId: string, change: (said: Map<string, Said>) => void): void {
    const before = this.stateOf(companyId, userId);
    const people = this.#companies.get(companyId) ?? new Map<string, Map<string, Said>>();
    const said = people.get(userId) ?? new Map<string, Said>();
    change(said);
    if (said.size > 0) this.#companies.set(companyId, people.set(userId, said));
    else people.delete(userId);
    const after = this.stateOf(companyId, userId);
    if (before !== after) for (const tell of this.#watchers.get(companyId) ?? []) tell(userId, after);
  }
}

const key = Symbol.for("parley.presence");
const held = globalThis as { [key]?: PresenceDirectory };

/** This process's directory, which listens from the first call on. */
export function presence(): PresenceDirectory {
  held[key] ??= open();
  return held[key];
}

function open(): PresenceDirectory {
  const directory = new PresenceDirectory();
  listen({ onTell: (companyId, event) => directory.hear(companyId, event) });
  setInterval(() => directory.sweep(), sweepEvery).unref();
  return directory;
}
