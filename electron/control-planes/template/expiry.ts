import { isAppError } from "../../../shared/ipc/app-error.ts";
import type { BranchBook } from "./state/branch-book.ts";

/** setTimeout takes no more milliseconds than this. */
const longestTimerMs = 2 ** 31 - 1;
/** After a delete that did not go through: sessions may be on the branch, or the server away. */
const retryMs = 10 * 60_000;

/** Deletes branches whose time is over, while the app runs. The timer does not keep the app alive. */
export interface TemplateExpiry {
  refresh(): void;
  stop(): void;
}

/** What the expiry needs. `deleteExpired` says false when the branch is to be kept after all: somebody gave it more time. */
export interface ExpiryParts {
  readonly book: BranchBook;
  readonly deleteExpired: (projectId: string, branchId: string) => Promise<void>;
  readonly log: (line: string) => void;
}

/** Starts the timer. No server is asked before a branch that this Steward knows of is due. */
export function startTemplateExpiry({ book, deleteExpired, log }: ExpiryParts): TemplateExpiry {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  /** By branch and time to live: one that gets another time begins anew. */
  const notBefore = new Map<string, number>();
  const due = () =>
    book.projects.flatMap(({ id, expiring }) =>
      expiring.map(({ branchId, expiresAt }) => ({
        projectId: id,
        branchId,
        at: Math.max(Date.parse(expiresAt), notBefore.get(`${branchId} ${expiresAt}`) ?? 0),
        key: `${branchId} ${expiresAt}`,
      })),
    );
  const refresh = (): void => {
    clearTimeout(timer);
    if (isStopped) return;
    const next = Math.min(...due().map(({ at }) => at));
    if (next === Number.POSITIVE_INFINITY) return;
    timer = setTimeout(() => void run(), Math.min(Math.max(next - Date.now(), 0), longestTimerMs));
    timer.unref();
  };
  const run = async (): Promise<void> => {
    for (const { projectId, branchId, key } of due().filter(({ at }) => at <= Date.now())) {
      if (isStopped) return;
      notBefore.set(key, Date.now() + retryMs);
      try {
        await deleteExpired(projectId, branchId);
      } catch (error) {
        if (!isAppError(error, "cancelled")) log(`A branch has expired but cannot be deleted: ${String(error)}`);
      }
    }
    refresh();
  };
  refresh();
  return {
    refresh,
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
