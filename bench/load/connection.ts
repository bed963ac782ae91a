import { connect, type Socket } from "node:net";

export type Answer = { status: number; body: Buffer };

/**
 * One kept-alive HTTP/1.1 connection that sends a request at a time. Bare on purpose: a client library costs more than
 * the server that is measured. It understands answers with a content-length alone.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #head: string;
  #held: Buffer = Buffer.alloc(0);
  #waiting: { resolve(answer: Answer): void; reject(error: Error): void } | null = null;

  private constructor(socket: Socket, head: string) {
    this.#socket = socket;
    this.#head = head;
    socket.on("data", (chunk) => this.#take(chunk));
    socket.on("error", (error) => this.#fail(error));
    socket.on("close", () => this.#fail(new Error("The connection was closed")));
  }

  static open(url: URL, headers: Record<string, string>): Promise<Connection> {
    const lines = Object.entries({ host: url.host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    return new Promise((resolve, reject) => {
      const socket = connect(Number(url.port), url.hostname);
      socket.setNoDelay(true).once("error", reject);
      socket.once("connect", () => resolve(new Connection(socket, lines.join(""))));
    });
  }

  call(method: string, path: string, body = ""): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      const length = Buffer.byteLength(body);
      const typed = body ? "content-type: application/json\r\n" : "";
      this.#socket.write(`${method} ${path} HTTP/1.1\r\n${this.#head}${typed}content-length: ${length}\r\n\r\n${body}`);
    });
  }

  close(): void {
    this.#waiting = null;
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#held = this.#held.length > 0 ? Buffer.concat([this.#held, chunk]) : chunk;
    const end = this.#held.indexOf("\r\n\r\n");
    if (end < 0) return;
    const head = this.#held.toString("latin1", 0, end);
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
    if (this.#held.length < end + 4 + length) return;
    const body = this.#held.subarray(end + 4, end + 4 + length);
    this.#held = this.#held.subarray(end + 4 + length);
    const { resolve } = this.#waiting ?? {};
    this.#waiting = null;
    resolve?.({ status: Number(head.slice(9, 12)), body });
  }

  #fail(error: Error): void {
    this.#waiting?.reject(error);
    this.#waiting = null;
  }
}
