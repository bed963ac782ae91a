import type { Storage } from "#components/live/device-storage.ts";
import { request } from "#components/live/request.ts";

/** Who has touched nothing for this long is away. */
const awayAfter = 5 * 60_000;
const lookEvery = 30_000;
/** The server forgets what it was told when it starts anew: what was said long ago is said again. */
const saidFor = 10 * 60_000;
const noteEvery = 10_000;

const usedKey = "parley:presence:used";
const saidKey = "parley:presence:said";

/** Tells the server whether I am active or away. All tabs of a browser share what they know, and one of them speaks. */
export class OwnPresence {
  private readonly sessionId: string;
  private readonly storage: Storage;
  private noted = 0;

  constructor(sessionId: string, storage: Storage) {
    this.sessionId = sessionId;
    this.storage = storage;
  }

  start(signal: AbortSignal): void {
    const used = () => this.use();
    for (const event of ["pointerdown", "pointermove", "keydown"]) {
      window.addEventListener(event, used, { signal, passive: true });
    }
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && used(), { signal });
    if (document.visibilityState === "visible") used();
    const timer = setInterval(() => this.say(), lookEvery);
    signal.addEventListener("abort", () => clearInterval(timer));
  }

  /** The stream is open anew: the server may not know us any more. */
  sayAgain(): void {
    const { at } = this.said();
    if (Date.now() - at > 1000) this.storage.write(saidKey, null);
    this.say();
  }

  private use(): void {
    const now = Date.now();
    if (now - this.noted < noteEvery) return;
    this.noted = now;
    this.storage.write(usedKey, String(now));
    this.say();
  }

  private say(): void {
    const now = Date.now();
    const lastUsed = Math.max(this.noted, Number(this.storage.read(usedKey) ?? 0));
    const state = now - lastUsed < awayAfter ? "active" : "away";
    const said = this.said();
    if (said.state === state && now - said.at < saidFor) return;
    this.storage.write(saidKey, `${this.sessionId} ${state} ${now}`);
    request("POST", "/api/presence", { state }).catch(() => this.storage.write(saidKey, null));
  }

  private said(): { state: string; at: number } {
    const [sessionId, state = "", at] = (this.storage.read(saidKey) ?? "").split(" ");
    return sessionId === this.sessionId ? { state, at: Number(at) } : { state: "", at: 0 };
  }
}
