import { EventEmitter } from "node:events";
import type { PresenceState } from "#lib/presence/events.ts";

/** What passes by and is never kept: who types, who is here, read marks, changed people, ended sessions. Ids and names, no content. */
export type EphemeralEvent =
  | { kind: "typing"; roomId: string; userId: string }
  | { kind: "read"; roomId: string; userId: string; lastReadSeq: number }
  | { kind: "presence"; userId: string; sessionId: string; state: PresenceState }
  | { kind: "case"; roomId: string }
  | { kind: "person"; userId: string; name: string; initials: string | null; isActive: boolean }
  | { kind: "session.ended"; userId: string; sessionId?: string };

type Listener = {
  onRing?: (companyId: string, from: Source) => void;
  onTell?: (companyId: string, event: EphemeralEvent, from: Source) => void;
};

/** Whether an event was made in this process or came over a transport from another. */
export type Source = "here" | "elsewhere";

const key = Symbol.for("parley.bus");
const held = globalThis as { [key]?: EventEmitter };

/** One emitter a process, shared by Next's bundles and the server. Transports to other processes listen to it too. */
const emitter = () => (held[key] ??= new EventEmitter().setMaxListeners(0));

/** Rings the doorbell: something was committed to this company's log. Losing a ring delays a reader, it loses nothing. */
export function ring(companyId: string, from: Source = "here"): void {
  emitter().emit("ring", companyId, from);
}

/** Passes an ephemeral event on to whoever is connected now. */
export function tell(companyId: string, event: EphemeralEvent, from: Source = "here"): void {
  emitter().emit("tell", companyId, event, from);
}

/** Listens to a process's bus; gives the function that stops listening. */
export function listen({ onRing, onTell }: Listener): () => void {
  if (onRing) emitter().on("ring", onRing);
  if (onTell) emitter().on("tell", onTell);
  return () => {
    if (onRing) emitter().off("ring", onRing);
    if (onTell) emitter().off("tell", onTell);
  };
}
