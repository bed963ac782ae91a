import type { Readable } from "node:stream";

/** Where a call comes from. `origin` is our own origin as this caller may know it; null where we cannot tell (a foreign Host). */
export type Client = { address: string; isLoopback: boolean; origin: string | null };

/** An HTTP request, whichever server took it in. */
export type Call = {
  method: string;
  query: URLSearchParams;
  client: Client;
  header(name: string): string | undefined;
  /** The whole body; throws the refusal `body_too_large` as soon as more than `most` bytes have come. */
  readBody(most: number): Promise<Buffer>;
  /** The body as it comes, for those who take it in themselves. */
  body(): Readable;
};

/** `stream` is an answer's bytes as they come, in place of a JSON `body`. When it fails, the connection breaks off. */
export type Answer = {
  status: number;
  body?: unknown;
  stream?: AsyncIterable<Buffer>;
  headers?: Record<string, string>;
};
