import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "../../../../shared/ipc/app-error.ts";

/** Time and chance as the adapter sees them; tests put their own in. */
export interface Clock {
  nowMs(): number;
  /** Rejects with `cancelled` when the signal aborts. Does not keep the process alive. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** From 0 up to, not including, 1. */
  random(): number;
}

/** The computer's clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  random: () => Math.random(),
  sleep: async (ms, signal) => {
    try {
      await delay(ms, undefined, { ref: false, ...(signal ? { signal } : {}) });
    } catch (error) {
      if (signal?.aborted) throw cancelledError();
      throw error;
    }
  },
};

/** What a caller who gave up gets. */
export function cancelledError(): AppError {
  return new AppError("cancelled", "The request to Neon was cancelled.");
}
