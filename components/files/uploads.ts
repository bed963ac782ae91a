import { sizeWords } from "#components/files/file-words.ts";
import { randomId } from "#components/live/random-id.ts";
import { RefusedError, sentenceFor } from "#components/live/request.ts";
import { type FileView, filesMost } from "#lib/messages/events.ts";

/** A file that is to go with the next message. `file` is there once the server has it. */
export type Upload = {
  key: string;
  name: string;
  size: number;
  sent: number;
  state: "waiting" | "sending" | "ready" | "failed";
  reason: string | null;
  /** Whether another try may go better. */
  canRetry: boolean;
  file: FileView | null;
};

type Source = Pick<File, "name" | "size" | "type">;
type Options<F extends Source> = {
  /** The most bytes of one file. */
  most: number;
  send: (
    roomId: string,
    file: F,
    given: { signal: AbortSignal; onProgress: (sent: number) => void },
  ) => Promise<FileView>;
};

const nothing: readonly Upload[] = [];
const atOnce = 2;

/**
 * The files beside what is being written, by draft: on their way to the server while one goes on typing, two at a time.
 * They live as long as the page, in whatever room one looks meanwhile.
 */
export class Uploads<F extends Source = File> {
  private readonly options: Options<F>;
  private readonly drafts = new Map<string, readonly Upload[]>();
  private readonly work = new Map<string, { roomId: string; draft: string; source: F; stop: AbortController }>();
  private readonly listeners = new Set<() => void>();

  constructor(options: Options<F>) {
    this.options = options;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  of = (draft: string): readonly Upload[] => this.drafts.get(draft) ?? nothing;

  add(draft: string, roomId: string, sources: readonly F[]): void {
    for (const source of sources) {
      const key = randomId();
      const reason = this.refuse(draft, source);
      const { name, size } = source;
      const state = reason ? "failed" : "waiting";
      this.set(draft, [...this.of(draft), { key, name, size, sent: 0, state, reason, canRetry: false, file: null }]);
      if (!reason) this.work.set(key, { roomId, draft, source, stop: new AbortController() });
    }
    this.start();
  }

  /** Cancels it where it is on its way. */
  remove(draft: string, key: string): void {
    this.work.get(key)?.stop.abort();
    this.work.delete(key);
    this.set(
      draft,
      this.of(draft).filter((upload) => upload.key !== key),
    );
    this.start();
  }

  retry(draft: string, key: string): void {
    this.change(draft, key, { state: "waiting", reason: null, canRetry: false, sent: 0 });
    this.start();
  }

  /** The connection is back: tries again what may go better now. */
  resume(): void {
    for (const [draft, uploads] of this.drafts)
      for (const { key, canRetry } of uploads) if (canRetry) this.retry(draft, key);
  }

  /** Takes out what is ready, to be sent. */
  take(draft: string): FileView[] {
    const files = this.of(draft).flatMap(({ file }) => file ?? []);
    this.set(
      draft,
      this.of(draft).filter(({ file }) => !file),
    );
    return files;
  }

  /** Puts files back that could not be sent yet. */
  giveBack(draft: string, files: readonly FileView[]): void {
    const back = files.map((file) => {
      const { name, size } = file;
      const rest = { reason: null, canRetry: false, file };
      return { key: randomId(), name, size, sent: size, state: "ready" as const, ...rest };
    });
    this.set(draft, [...back, ...this.of(draft)]);
  }

  private refuse(draft: string, { size }: F): string | null {
    if (size === 0) return "Empty, or a folder";
    if (size > this.options.most) return `Over ${sizeWords(this.options.most)}`;
    const held = this.of(draft).filter(({ state }) => state !== "failed").length;
    return held < filesMost ? null : `${filesMost} files are the most`;
  }

  private start(): void {
    const all = [...this.work].map(([key, job]) => ({ key, ...job, state: this.find(job.draft, key)?.state }));
    const free = atOnce - all.filter(({ state }) => state === "sending").length;
    for (const { key } of all.filter(({ state }) => state === "waiting").slice(0, Math.max(0, free)))
      void this.run(key);
  }

  private async run(key: string): Promise<void> {
    const job = this.work.get(key);
    if (!job) return;
    const { draft, roomId, source, stop } = job;
    this.change(draft, key, { state: "sending" });
    const onProgress = (sent: number) => this.change(draft, key, { sent });
    try {
      const file = await this.options.send(roomId, source, { signal: stop.signal, onProgress });
      this.work.delete(key);
      this.change(draft, key, { state: "ready", name: file.name, size: file.size, file });
    } catch (error) {
      const isFinal = error instanceof RefusedError && error.status < 500 && error.status !== 429;
      this.change(draft, key, { state: "failed", reason: sentenceFor(error), canRetry: !isFinal });
    }
    this.start();
  }

  private find(draft: string, key: string): Upload | undefined {
    return this.of(draft).find((upload) => upload.key === key);
  }

  private change(draft: string, key: string, to: Partial<Upload>): void {
    if (!this.find(draft, key)) return;
    this.set(
      draft,
      this.of(draft).map((upload) => (upload.key === key ? { ...upload, ...to } : upload)),
    );
  }

  private set(draft: string, uploads: readonly Upload[]): void {
    this.drafts.set(draft, uploads);
    for (const listener of this.listeners) listener();
  }
}
