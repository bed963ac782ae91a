/** What the server says to the thread of the embedded database: a new connection, bytes of its protocol, the end. */
export type ToThread = { kind: "greet" } | { kind: "bytes"; bytes: Uint8Array } | { kind: "close" };

export type FromThread =
  | { kind: "open" }
  | { kind: "greeted" }
  | { kind: "bytes"; bytes: Uint8Array }
  | { kind: "closed" };
