import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";

export type Headers = Record<string, string | string[] | undefined>;
export type Reply = { status: number; headers: IncomingHttpHeaders; text: string; body: Answer };

/** A JSON answer, of whatever shape: a test says what it expects of it. */
// biome-ignore lint/suspicious/noExplicitAny: the contract is what is under test
export type Answer = any;

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** One request, exactly as given; a header of `undefined` is left out. Strings and buffers go as they are, all else as JSON. */
export async function send(method: string, url: string, headers: Headers = {}, body?: unknown): Promise<Reply> {
  const bytes = body === undefined || body instanceof Buffer || typeof body === "string" ? body : JSON.stringify(body);
  const response = await open(method, url, headers, bytes);
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  const isJson = /json/.test(response.headers["content-type"] ?? "");
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text,
    body: isJson && text ? JSON.parse(text) : null,
  };
}

/** Sends a request and gives the answer as it begins. */
export function open(
  method: string,
  url: string,
  headers: Headers,
  body?: Buffer | string,
  signal?: AbortSignal,
): Promise<IncomingMessage> {
  const { hostname, port } = new URL(url);
  const path = url.slice(url.indexOf("/", "http://".length)); // as written: URL would tidy it up
  const given = Object.entries(headers).filter(([, value]) => value !== undefined);
  const length =
    body === undefined || "transfer-encoding" in headers ? {} : { "content-length": Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const options = { method, hostname, port, path, agent: signal ? undefined : agent, signal };
    const call = request({
      ...options,
      headers: { ...length, ...Object.fromEntries(given) } as Record<string, string>,
    });
    call.once("response", resolve).once("error", reject);
    call.end(body);
  });
}
