import { connect, type Socket } from "node:net";
import { clientMark, contentMark } from "./text.ts";

export type ReaderPlace = { url: string; headers: Record<string, string>; path: string };

/** Streams that are read as they come. They share what they received: milliseconds since it was said, and client ids. */
export class Readers {
  readonly #sockets: Socket[] = [];
  /** Milliseconds from the sending of each message to its arrival, over all readers. */
  delays: number[] = [];
  /** Deliveries of each client id. Noted by readers who were told to. */
  readonly arrived = new Map<string, number>();
  ended = 0;

  get count(): number {
    return this.#sockets.length;
  }

  /** Opens streams, some at a time, and waits until each has had its first bytes. */
  async open(places: ReaderPlace[], { notesIds = false } = {}): Promise<void> {
    for (let at = 0; at < places.length; at += 50) {
      await Promise.all(places.slice(at, at + 50).map((place) => this.#openOne(place, notesIds)));
    }
  }

  #openOne({ url, headers, path }: ReaderPlace, notesIds: boolean): Promise<void> {
    const { host, hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`GET ${path} HTTP/1.1\r\n${lines.join("")}\r\n`);
    this.#sockets.push(socket);
    return new Promise((resolve, reject) => {
      let held = "";
      socket.once("data", (first) => {
        if (first.toString("latin1", 0, 12) === "HTTP/1.1 200") resolve();
        else reject(new Error(`A stream was refused: ${first.toString()}`));
      });
      socket.once("error", reject).once("close", () => this.ended++);
      socket.on("data", (chunk) => {
        const text = held + chunk.toString("latin1");
        const whole = text.lastIndexOf("\n\n") + 2;
        held = whole > 1 ? text.slice(whole) : text;
        if (whole > 1) this.#take(text, whole, notesIds);
      });
    });
  }

  #take(text: string, end: number, notesIds: boolean): void {
    const now = performance.now();
    for (let at = text.indexOf(contentMark); at >= 0 && at < end; at = text.indexOf(contentMark, at + 1)) {
      this.delays.push(now - Number.parseFloat(text.slice(at + contentMark.length, at + contentMark.length + 16)));
    }
    if (!notesIds) return;
    for (let at = text.indexOf(clientMark); at >= 0 && at < end; at = text.indexOf(clientMark, at + 1)) {
      const id = text.slice(at + clientMark.length, text.indexOf('"', at + clientMark.length));
      this.arrived.set(id, (this.arrived.get(id) ?? 0) + 1);
    }
  }

  close(): void {
    for (const socket of this.#sockets) socket.removeAllListeners("close").destroy();
    this.#sockets.length = 0;
  }
}
