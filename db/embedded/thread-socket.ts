import { Duplex } from "node:stream";
import type { Worker } from "node:worker_threads";
import type { FromThread, ToThread } from "#db/embedded/thread-messages.ts";

/** AuthenticationOk and ReadyForQuery: what a server says to a connection that it takes without a password. */
const welcome = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);
const terminate = 0x58;

/**
 * A socket for `pg` that leads to the embedded database in its thread, in PostgreSQL's protocol, version 3
 * (PostgreSQL's documentation, chapter "Frontend/Backend Protocol").
 */
export class ThreadSocket extends Duplex {
  readonly #thread: Worker;
  #isGreeted = false;

  constructor(thread: Worker) {
    super();
    this.#thread = thread;
    thread.on("message", this.#take);
  }

  connect(): this {
    process.nextTick(() => this.emit("connect"));
    return this;
  }

  setNoDelay = (): this => this;
  setKeepAlive = (): this => this;
  ref = (): this => this;
  unref = (): this => this;

  override _read(): void {}

  override _write(bytes: Buffer, _encoding: string, done: () => void): void {
    this.#pass(bytes);
    done();
  }

  /** What `pg` wrote in one go belongs together: PGlite skips to the end of a statement that failed only within it. */
  override _writev(writes: { chunk: Buffer }[], done: () => void): void {
    this.#pass(Buffer.concat(writes.map(({ chunk }) => chunk)));
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#thread.off("message", this.#take);
    done(error);
  }

  #pass(bytes: Buffer): void {
    if (!this.#isGreeted) this.#say({ kind: "greet" });
    else if (bytes[0] === terminate) this.push(null);
    else this.#give(new Uint8Array(bytes));
    this.#isGreeted = true;
  }

  /** Bytes that are given away are not copied; those that are not, with the whole block of memory that they are part of. */
  #give(bytes: Uint8Array<ArrayBuffer>): void {
    this.#say({ kind: "bytes", bytes }, [bytes.buffer]);
  }

  #say(message: ToThread, given: ArrayBuffer[] = []): void {
    this.#thread.postMessage(message, given);
  }

  #take = (message: FromThread): void => {
    if (message.kind === "greeted") this.push(welcome);
    if (message.kind === "bytes") this.push(message.bytes);
  };
}
