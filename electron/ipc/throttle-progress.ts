import type { Progress } from "../../shared/ipc/declare.ts";

/** Progress that arrives faster than people read: at most one in `intervalMs`, and always the last one. */
export interface ProgressThrottle {
  report(progress: Progress): void;
  /** Sends what is held back, and nothing after that. */
  end(): void;
}

/** See `ProgressThrottle`. */
export function throttleProgress(send: (progress: Progress) => void, intervalMs = 50): ProgressThrottle {
  let held: Progress | null = null;
  let timer: NodeJS.Timeout | null = null;
  let hasEnded = false;
  const flush = () => {
    timer = null;
    if (!held) return;
    const progress = held;
    held = null;
    timer = setTimeout(flush, intervalMs);
    send(progress);
  };
  return {
    report: (progress) => {
      if (hasEnded) return;
      held = progress;
      if (!timer) flush();
    },
    end: () => {
      if (timer) clearTimeout(timer);
      hasEnded = true;
      if (held) send(held);
    },
  };
}
