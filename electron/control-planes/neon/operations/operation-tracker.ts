import { randomUUID } from "node:crypto";
import type { Operation } from "@neondatabase/api-client";
import { AppError, isAppError } from "../../../../shared/ipc/app-error.ts";
import type { ControlPlaneCall } from "../../control-plane.ts";
import { type Clock, cancelledError } from "../api/clock.ts";
import type { NeonApi } from "../api/neon-api.ts";
import { isNeonStatus } from "../api/neon-error.ts";
import type { PendingChange, PendingOperations } from "./pending-operations.ts";

/** How an operation stands. A state that this version does not know counts as going on. */
export function operationState(status: string): "running" | "well" | "badly" {
  if (status === "finished" || status === "skipped") return "well";
  return status === "failed" || status === "error" || status === "cancelled" ? "badly" : "running";
}

/** What a tracker needs. */
export interface OperationTrackerOptions {
  readonly accountId: string;
  readonly api: NeonApi;
  readonly clock: Clock;
  /** How long it waits before it asks first, and at most; how long whoever follows an operation does. */
  readonly pace: { readonly firstPollMs: number; readonly slowestPollMs: number; readonly patienceMs: number };
  readonly pending: PendingOperations;
  /** Called with Neon's id of the project when something ended. */
  readonly changed: (neonId: string) => void;
  readonly log: (line: string) => void;
}

const oldestMs = 24 * 60 * 60 * 1_000;
const mostMisses = 5;

/**
 * Follows what Neon has begun by asking its API for each operation, never the database: soon at first, then more slowly, and
 * not at all while nothing is pending. What is followed outlives the app, and whoever gave up waiting for it.
 */
export class OperationTracker {
  private readonly options: OperationTrackerOptions;
  private readonly closing = new AbortController();

  constructor(options: OperationTrackerOptions) {
    this.options = options;
  }

  /** Takes up what an earlier run of the app left. */
  resume(): void {
    for (const change of this.options.pending.of(this.options.accountId)) void this.watch(change);
  }

  pendingOf(neonId: string): readonly PendingChange[] {
    return this.options.pending.of(this.options.accountId).filter((change) => change.neonId === neonId);
  }

  /**
   * Resolves when all operations have ended well. Rejects with what Neon says of one that did not, with `cancelled`, or with
   * `timeout` when its patience ends; in the last two cases it goes on being followed.
   */
  async follow(
    change: { readonly neonId: string; readonly branchId: string | null; readonly action: string },
    operations: readonly Operation[],
    call: ControlPlaneCall,
  ): Promise<void> {
    const open = operations.filter(({ status }) => operationState(status) !== "well");
    if (open.length === 0) return;
    const { accountId, clock, pending } = this.options;
    const since = new Date(clock.nowMs()).toISOString();
    const kept = { ...change, id: randomUUID(), accountId, since, operationIds: open.map(({ id }) => id) };
    await pending.add(kept);
    const waiting = new AbortController();
    const signal = call.signal ? AbortSignal.any([call.signal, waiting.signal]) : waiting.signal;
    try {
      const failure = await Promise.race([this.watch(kept, call.report), this.loseNerve(signal)]);
      if (failure) throw failure;
    } finally {
      waiting.abort();
    }
  }

  /** Stops asking; what is pending stays in the file. */
  close(): void {
    this.closing.abort();
  }

  private async loseNerve(signal: AbortSignal): Promise<AppError> {
    const { clock, pace } = this.options;
    try {
      await clock.sleep(pace.patienceMs, signal);
    } catch {
      return cancelledError();
    }
    return new AppError(
      "timeout",
      `Neon's operations have not finished within ${Math.round(pace.patienceMs / 60_000)} minutes.`,
      {
        hint: "They go on there, and Steward follows them: the list of operations shows how they end.",
      },
    );
  }

  /** Asks until all have ended; never rejects. Resolves with why one of them ended badly. */
  private async watch(change: PendingChange, report?: ControlPlaneCall["report"]): Promise<AppError | null> {
    const { clock, pace, pending, changed, log } = this.options;
    const { signal } = this.closing;
    const misses = { count: 0 };
    let failure: AppError | null = null;
    let left = [...change.operationIds];
    let pauseMs = pace.firstPollMs;
    try {
      while (left.length > 0) {
        await clock.sleep(pauseMs * (0.9 + 0.2 * clock.random()), signal);
        pauseMs = Math.min(pace.slowestPollMs, pauseMs * 1.3);
        const ended = new Set<string>();
        for (const id of left) {
          const operation = await this.ask(change, id, misses);
          if (operation === "unknown") continue;
          if (operation === "gone" || operationState(operation.status) !== "running") ended.add(id);
          else report?.({ step: wordsOf(operation.action) });
          if (operation !== "gone" && operationState(operation.status) === "badly") failure ??= badEnd(operation);
        }
        left = left.filter((id) => !ended.has(id));
        if (failure || clock.nowMs() - Date.parse(change.since) > oldestMs) break;
      }
      await pending.remove(change.id);
    } catch (error) {
      if (signal.aborted) return cancelledError();
      log(`Neon: operations are not followed any more: ${error instanceof Error ? error.message : String(error)}`);
      if (isAppError(error)) failure ??= error;
    }
    changed(change.neonId);
    return failure;
  }

  /** One operation; `unknown` while Neon does not answer, `gone` when it says so several times or takes the key no more. */
  private async ask(
    { neonId }: PendingChange,
    id: string,
    misses: { count: number },
  ): Promise<Operation | "gone" | "unknown"> {
    try {
      const read = await this.options.api.read(
        (client, settings) => client.getProjectOperation(neonId, id, settings),
        this.closing.signal,
      );
      misses.count = 0;
      return read.operation;
    } catch (error) {
      if (this.closing.signal.aborted || !isAppError(error)) throw error;
      if (isNeonStatus(error, 401, 403)) throw error;
      if (isNeonStatus(error, 404)) misses.count += 1;
      return misses.count >= mostMisses ? "gone" : "unknown";
    }
  }
}

/** Neon's own word for an operation, for people: `start_compute` is “start compute”. */
export function wordsOf(action: string): string {
  return action.replaceAll("_", " ");
}

function badEnd({ action, error, status }: Operation): AppError {
  const why = error ? `: ${error}` : ` (${status})`;
  const code = action.includes("compute") ? "computeUnavailable" : "refused";
  return new AppError(code, `Neon's operation “${wordsOf(action)}” did not succeed${why}.`, {
    hint: "The list of operations keeps its words. Try again; Neon's support can look an operation up by its id.",
  });
}
