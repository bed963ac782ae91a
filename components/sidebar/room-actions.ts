import type { ActionResult } from "#lib/http/events.ts";

type Action<Value> = (input: unknown) => Promise<ActionResult<Value>>;

/** The server actions that the list of rooms needs; the pages hand them down. */
export type RoomActions = {
  createRoom: Action<{ roomId: string }>;
  joinRoom: Action<{ roomId: string }>;
  signOut: Action<unknown>;
};

/** Which of the list's dialogs is open. */
export type Opened = "message" | "group" | "company" | "browse" | null;
