import { create } from "zustand";

/** Where the window keeps what a crash must not lose: `workspace.readState` and `workspace.writeState`. */
export interface StateFiles {
  read(key: string): Promise<string | null>;
  write(key: string, text: string | null): Promise<void>;
}

interface SavingState {
  readonly files: StateFiles | null;
  /** Why the last write failed; null when all is kept. */
  readonly failure: string | null;
  readonly connect: (files: StateFiles) => void;
}

/** The files of this window, and whether they can be written. */
export const useStateFiles = create<SavingState>()((set) => ({
  files: null,
  failure: null,
  connect: (files) => set({ files, failure: null }),
}));

/** How long a text waits that could not be written, before it is tried again. */
export const retryMs = 2_000;

/** Writes texts a moment after they changed, one write at a time per key, the newest text last; again when it failed. */
export class StateWriter {
  private readonly waiting = new Map<string, string | null>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly running = new Set<string>();
  private readonly failures = new Map<string, unknown>();
  private readonly files: StateFiles;
  private readonly delayMs: number;
  private readonly onResult: (error: unknown) => void;

  /** `onResult` hears after each write why a text is not kept, or null when all are. */
  constructor(files: StateFiles, delayMs: number, onResult: (error: unknown) => void) {
    this.files = files;
    this.delayMs = delayMs;
    this.onResult = onResult;
  }

  /** Keeps `text` under `key`; null removes it. */
  write(key: string, text: string | null): void {
    this.waiting.set(key, text);
    this.schedule(key, this.delayMs);
  }

  /** Sends at once what still waits; for the moment the window goes. */
  flush(): void {
    for (const key of [...this.waiting.keys()]) this.send(key);
  }

  private schedule(key: string, delayMs: number): void {
    if (!this.timers.has(key))
      this.timers.set(
        key,
        setTimeout(() => this.send(key), delayMs),
      );
  }

  private send(key: string): void {
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
    if (this.running.has(key) || !this.waiting.has(key)) return;
    const text = this.waiting.get(key) ?? null;
    this.waiting.delete(key);
    this.running.add(key);
    this.files.write(key, text).then(
      () => this.settle(key),
      (error: unknown) => this.fail(key, text, error),
    );
  }

  private settle(key: string): void {
    this.running.delete(key);
    this.failures.delete(key);
    this.tell();
    if (this.waiting.has(key) && !this.timers.has(key)) this.send(key);
  }

  /** The text stays the one to be kept, unless a newer one waits already. */
  private fail(key: string, text: string | null, error: unknown): void {
    this.running.delete(key);
    this.failures.set(key, error);
    this.tell();
    if (!this.waiting.has(key)) this.waiting.set(key, text);
    this.schedule(key, retryMs);
  }

  private tell(): void {
    const [failure = null] = this.failures.values();
    this.onResult(failure);
  }
}
