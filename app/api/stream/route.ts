import { serveStream } from "#lib/realtime/web-stream.ts";

export const GET = serveStream;
