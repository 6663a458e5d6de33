import { AppError } from "../../shared/ipc/app-error.ts";

interface Running {
  readonly clientId: string;
  readonly operationId: string | undefined;
  readonly controller: AbortController;
}

/** What runs for which client, so that it can be cancelled by its id, with its client, or with the app. */
export class RunningRequests {
  private readonly running = new Map<Running, Promise<unknown>>();

  /** Runs with a signal of its own. Rejects with `conflict` when the client already runs one of this id. */
  async run<T>(clientId: string, operationId: string | undefined, start: (signal: AbortSignal) => Promise<T>) {
    if (operationId !== undefined && this.find(clientId, operationId))
      throw new AppError("conflict", "An operation with this id runs already.", { hint: "Choose another id." });
    const entry = { clientId, operationId, controller: new AbortController() };
    const result = start(entry.controller.signal);
    this.running.set(entry, result);
    try {
      return await result;
    } finally {
      this.running.delete(entry);
    }
  }

  /** Whether there was something to cancel. */
  cancel(clientId: string, operationId: string): boolean {
    const found = this.find(clientId, operationId);
    found?.controller.abort(cancelled());
    return found !== undefined;
  }

  cancelAll(clientId?: string): void {
    for (const entry of this.running.keys())
      if (clientId === undefined || entry.clientId === clientId) entry.controller.abort(cancelled());
  }

  /** Resolves when nothing runs any more. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.running.values());
  }

  private find(clientId: string, operationId: string): Running | undefined {
    return [...this.running.keys()].find((entry) => entry.clientId === clientId && entry.operationId === operationId);
  }
}

function cancelled(): AppError {
  return new AppError("cancelled", "Cancelled.");
}
