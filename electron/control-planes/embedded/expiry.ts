import { isAppError } from "../../../shared/ipc/app-error.ts";
import { deleteBranch } from "./operations/delete-branch.ts";
import { deleteSnapshot } from "./operations/snapshots.ts";
import type { Plane } from "./plane.ts";
import type { ProjectRecord } from "./state/state-format.ts";

/** setTimeout takes no more milliseconds than this. */
const longestTimerMs = 2 ** 31 - 1;
const retryMs = 30_000;

/** Deletes branches and snapshots whose time is over. `refresh` after each change of branches; the timer does not keep the app alive. */
export interface Expiry {
  refresh(): void;
  stop(): void;
}

/** Starts the timer. */
export function startExpiry(plane: Plane): Expiry {
  let timer: NodeJS.Timeout | undefined;
  let isRunning = false;
  const refresh = (minimumMs = 0): void => {
    clearTimeout(timer);
    const next = nextExpiry(plane.parts.store.projects.filter((project) => plane.isSupported(project)));
    if (next === null || plane.closing.signal.aborted || isRunning) return;
    timer = setTimeout(run, Math.min(Math.max(next - Date.now(), minimumMs, 0), longestTimerMs));
    timer.unref();
  };
  const run = (): void => {
    isRunning = true;
    void deleteExpired(plane).then((isComplete) => {
      isRunning = false;
      refresh(isComplete ? 0 : retryMs);
    });
  };
  refresh();
  return {
    refresh: () => refresh(isRunning ? retryMs : 0),
    stop: () => clearTimeout(timer),
  };
}

/** Deletes what has expired, children before parents. False when something must wait. */
export async function deleteExpired(plane: Plane): Promise<boolean> {
  const { store, log } = plane.parts;
  let isComplete = true;
  for (const project of store.projects.filter((one) => plane.isSupported(one))) {
    for (const branch of childrenFirst(project)) {
      if (branch.expiresAt === null || Date.parse(branch.expiresAt) > Date.now() || branch.state !== "ready") continue;
      try {
        await plane.operate(project.id, branch.id, "delete_branch", () => deleteBranch(plane, project.id, branch.id));
        log(`Deleted branch ${branch.name}, whose time was over.`);
      } catch (error) {
        isComplete = false;
        if (!isAppError(error, "refused", "conflict", "cancelled"))
          log(`Branch ${branch.name} has expired but cannot be deleted: ${String(error)}`);
      }
    }
  }
  return (await deleteExpiredSnapshots(plane)) && isComplete;
}

async function deleteExpiredSnapshots(plane: Plane): Promise<boolean> {
  const { store, log } = plane.parts;
  let isComplete = true;
  for (const { id, snapshots } of store.projects.filter((one) => plane.isSupported(one)))
    for (const { id: snapshotId, name, branchId, expiresAt, state } of snapshots) {
      if (expiresAt === null || Date.parse(expiresAt) > Date.now() || state !== "ready") continue;
      try {
        await plane.operate(id, branchId, "delete_snapshot", () => deleteSnapshot(plane, id, snapshotId));
        log(`Deleted snapshot ${name}, whose time was over.`);
      } catch (error) {
        isComplete = false;
        if (!isAppError(error, "cancelled"))
          log(`Snapshot ${name} has expired but cannot be deleted: ${String(error)}`);
      }
    }
  return isComplete;
}

/** Branches in an order in which each can be deleted. */
export function childrenFirst(project: ProjectRecord): readonly ProjectRecord["branches"][number][] {
  const depthOf = (branchId: string | null): number => {
    const branch = project.branches.find((one) => one.id === branchId);
    return branch ? 1 + depthOf(branch.parentId) : 0;
  };
  return [...project.branches].sort((left, right) => depthOf(right.id) - depthOf(left.id));
}

function nextExpiry(projects: readonly ProjectRecord[]): number | null {
  const times = projects.flatMap((project) =>
    [...project.branches, ...project.snapshots].flatMap(({ expiresAt, state }) =>
      expiresAt !== null && state === "ready" ? [Date.parse(expiresAt)] : [],
    ),
  );
  return times.length > 0 ? Math.min(...times) : null;
}
