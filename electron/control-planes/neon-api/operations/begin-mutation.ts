import type { Branch } from "../../../../shared/branches/model.ts";
import { isAppError } from "../../../../shared/ipc/app-error.ts";
import type { Api } from "../api.ts";
import { wordsOf } from "../http/api-error.ts";
import type { OperationStep, RunningOperations } from "./operation-journal.ts";

/** A step, and how the branches look when it has ended; the last one ends with the work. */
export interface MutationStep extends OperationStep {
  readonly isDone?: (branches: readonly Branch[]) => boolean;
}

/** What the control plane does, and how the branches look once it is certain that it does it. */
export interface Mutation {
  readonly projectId: string;
  readonly steps: readonly MutationStep[];
  readonly isBegun: (branches: readonly Branch[]) => boolean;
  readonly run: () => Promise<unknown>;
}

/**
 * Starts work that goes on after the answer. Rejects when the control plane refuses it before it has begun; what fails
 * afterwards is an operation that failed. The project is locked until it is over.
 */
export async function beginMutation(api: Api, mutation: Mutation): Promise<RunningOperations> {
  const running = api.journal.begin(mutation.projectId, mutation.steps);
  let isAdmitted = false;
  const watch = watchBranches(api, mutation, running);
  const work = mutation.run();
  const over = work.then(
    () => running.finish(),
    (error: unknown) => (isAdmitted ? running.fail(reasonOf(error)) : running.refuse()),
  );
  over.finally(watch.stop).catch((error: unknown) => api.log(`An operation could not be kept: ${String(error)}`));
  await Promise.race([watch.begun, work]);
  isAdmitted = true;
  return running;
}

/** Runs short work to its end and gives its operations, which have finished. Rejects when the work does. */
export async function runMutation(
  api: Api,
  mutation: Omit<Mutation, "isBegun">,
): Promise<RunningOperations["operations"]> {
  const running = await beginMutation(api, { ...mutation, isBegun: () => false });
  await running.admit();
  return running.operations;
}

/** What a client may read of a failure. A bug's own words stay in the log. */
function reasonOf(error: unknown): string {
  return isAppError(error) ? wordsOf(error) : "internal error";
}

function watchBranches(
  api: Api,
  { projectId, steps, isBegun }: Mutation,
  running: RunningOperations,
): { readonly begun: Promise<void>; readonly stop: () => void } {
  let unsubscribe = (): void => undefined;
  const begun = new Promise<void>((resolve) => {
    const look = async (): Promise<void> => {
      const branches = await api.plane.listBranches(projectId);
      if (isBegun(branches)) resolve();
      for (const [index, step] of steps.entries())
        if (running.operations[index]?.status === "running" && step.isDone?.(branches)) running.advance();
    };
    unsubscribe = api.plane.onChange((changed) => {
      if (changed === projectId) void look().catch(() => undefined); // the project is gone; the work ends and says so
    });
  });
  return { begun, stop: () => unsubscribe() };
}
