import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "../../../shared/ipc/app-error.ts";

/** Holds applications of this app between their transactions, where nothing is locked. It ends with the app. */
export class PauseSwitch {
  private readonly running = new Set<string>();
  private readonly held = new Map<string, { readonly ended: Promise<void>; readonly end: () => void }>();

  /** Runs an application; what holds it ends with it. */
  async during(requestId: string, work: () => Promise<void>): Promise<void> {
    this.running.add(requestId);
    try {
      await work();
    } finally {
      this.set(requestId, false);
      this.running.delete(requestId);
    }
  }

  /** Holds a request's application before its next transaction, or lets it go on. Nothing is held that does not run here. */
  set(requestId: string, isPaused: boolean): void {
    if (!this.running.has(requestId)) return;
    const known = this.held.get(requestId);
    if (!isPaused) {
      known?.end();
      this.held.delete(requestId);
    } else if (!known) {
      let end = () => {};
      const ended = new Promise<void>((resolve) => {
        end = resolve;
      });
      this.held.set(requestId, { ended, end });
    }
  }

  isPaused(requestId: string): boolean {
    return this.held.has(requestId);
  }

  /** Resolves when nobody holds it any more; `tell` is called first if somebody does. Rejects with `cancelled`. */
  async wait(requestId: string, signal: AbortSignal, tell: () => void): Promise<void> {
    const held = this.held.get(requestId);
    if (!held) return throwIfAborted(signal);
    tell();
    await Promise.race([
      held.ended,
      new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true })),
    ]);
    throwIfAborted(signal);
  }
}

/** Rests between two transactions. Rejects with `cancelled`. */
export async function rest(pauseMs: number, signal: AbortSignal): Promise<void> {
  if (pauseMs > 0) await delay(pauseMs, undefined, { signal }).catch(() => undefined); // an abort is told below
  throwIfAborted(signal);
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted)
    throw new AppError("cancelled", "It was stopped between two statements.", {
      hint: "What was committed before stays; apply again to go on.",
    });
}
