import { cancelledError } from "./clock.ts";

/** A change that waits for its turn or is being made. */
export interface QueuedChange {
  readonly id: string;
  /** What it does, for people. */
  readonly action: string;
  readonly branchId: string | null;
  /** ISO 8601 UTC. */
  readonly since: string;
}

/**
 * Changes of one project run one after the other, in the order asked for: Neon answers 423 to a second one. Those that
 * wait can be seen; one that is cancelled while it waits is never sent.
 */
export class ProjectQueue {
  private readonly tails = new Map<string, Promise<unknown>>();
  private readonly waiting = new Map<string, QueuedChange[]>();
  private readonly changed: (projectId: string) => void;

  constructor(changed: (projectId: string) => void) {
    this.changed = changed;
  }

  /** Those that wait, first to go first. */
  waitingOf(projectId: string): readonly QueuedChange[] {
    return this.waiting.get(projectId) ?? [];
  }

  /** Whether a change of the project is being made or waits. */
  isBusy(projectId: string): boolean {
    return this.tails.has(projectId);
  }

  async run<T>(
    projectId: string,
    change: QueuedChange,
    signal: AbortSignal | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    const before = this.tails.get(projectId);
    const turn = before === undefined ? Promise.resolve() : this.wait(projectId, change, before, signal);
    const result = turn.then(() => {
      if (signal?.aborted) throw cancelledError();
      return work();
    });
    // The next one waits until this one has ended either way, and for what was before it when it is cancelled early.
    const tail = Promise.allSettled([before, result]);
    this.tails.set(projectId, tail);
    try {
      return await result;
    } finally {
      if (this.tails.get(projectId) === tail) this.tails.delete(projectId);
    }
  }

  private async wait(
    projectId: string,
    change: QueuedChange,
    before: Promise<unknown>,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    this.waiting.set(projectId, [...this.waitingOf(projectId), change]);
    this.changed(projectId);
    try {
      await Promise.race([before, whenAborted(signal)]);
    } finally {
      const left = this.waitingOf(projectId).filter((one) => one !== change);
      if (left.length > 0) this.waiting.set(projectId, left);
      else this.waiting.delete(projectId);
      this.changed(projectId);
    }
  }
}

function whenAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    if (signal?.aborted) reject(cancelledError());
    signal?.addEventListener("abort", () => reject(cancelledError()), { once: true });
  });
}
