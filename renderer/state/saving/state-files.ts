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

/** Writes texts a moment after they changed, one write at a time per key, the newest text last. */
export class StateWriter {
  private readonly waiting = new Map<string, string | null>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly running = new Set<string>();
  private readonly files: StateFiles;
  private readonly delayMs: number;
  private readonly onResult: (error: unknown) => void;

  /** `onResult` hears the error of each write, or null when it went well. */
  constructor(files: StateFiles, delayMs: number, onResult: (error: unknown) => void) {
    this.files = files;
    this.delayMs = delayMs;
    this.onResult = onResult;
  }

  /** Keeps `text` under `key`; null removes it. */
  write(key: string, text: string | null): void {
    this.waiting.set(key, text);
    if (!this.timers.has(key))
      this.timers.set(
        key,
        setTimeout(() => this.send(key), this.delayMs),
      );
  }

  /** Sends at once what still waits; for the moment the window goes. */
  flush(): void {
    for (const key of [...this.waiting.keys()]) this.send(key);
  }

  private send(key: string): void {
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
    if (this.running.has(key) || !this.waiting.has(key)) return;
    const text = this.waiting.get(key) ?? null;
    this.waiting.delete(key);
    this.running.add(key);
    const done = (error: unknown) => {
      this.running.delete(key);
      this.onResult(error);
      if (this.waiting.has(key) && !this.timers.has(key)) this.send(key);
    };
    this.files.write(key, text).then(() => done(null), done);
  }
}
