import { isAppError } from "../../../../shared/ipc/app-error.ts";
import type { Plane } from "../plane.ts";
import type { BranchRecord } from "../state/state-format.ts";
import { keepHistory } from "./keep-history.ts";
import { suspendWhenIdle } from "./suspend-when-idle.ts";

/**
 * Looks at the running computes from time to time: suspends the idle ones and keeps the history of those that have one.
 * Suspended ones are never woken for it. Gives the way to stop; the timer does not keep the app alive.
 */
export function startTending(plane: Plane): () => void {
  const { store, limits, log } = plane.parts;
  const said = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;
  const tend = async (projectId: string, branch: BranchRecord): Promise<void> => {
    if (plane.closing.signal.aborted || branch.state !== "ready" || plane.computeOf(projectId, branch.id).port === null)
      return;
    try {
      if (!(await suspendWhenIdle(plane, projectId, branch.id))) await keepHistory(plane, projectId, branch.id);
      said.delete(branch.id);
    } catch (error) {
      const reason = String(error);
      // The same trouble is said once, not every few seconds.
      if (!isAppError(error, "cancelled", "conflict", "notFound") && said.get(branch.id) !== reason)
        log(`Branch ${branch.name} could not be looked after: ${reason}`);
      said.set(branch.id, reason);
    }
  };
  const tendAll = async (): Promise<void> => {
    for (const project of store.projects.filter((one) => plane.isSupported(one)))
      for (const branch of project.branches) await tend(project.id, branch);
  };
  const plan = (): void => {
    if (plane.closing.signal.aborted) return;
    timer = setTimeout(() => void tendAll().then(plan), limits.tendEveryMs);
    timer.unref();
  };
  plan();
  return () => clearTimeout(timer);
}
