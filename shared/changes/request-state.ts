import type { Application, Decision, Direction, RequestState } from "./model.ts";

/** What is needed of one run to tell how far its migration is. Runs are given oldest first. */
export interface RunRecord extends Pick<Application, "migrationId" | "direction" | "outcome"> {
  /** Whether something of it is, or may be, in the database although it did not end well. */
  readonly mayHaveLasted: boolean;
}

/** How far a migration is: applied or not, and which direction was left half-way. */
export interface MigrationProgress {
  readonly isApplied: boolean;
  readonly unfinished: Direction | null;
}

/** Follows the runs of one migration. */
export function migrationProgress(runs: readonly RunRecord[]): MigrationProgress {
  let progress: MigrationProgress = { isApplied: false, unfinished: null };
  for (const run of runs) {
    if (run.outcome === "done") progress = { isApplied: run.direction === "up", unfinished: null };
    else if (run.mayHaveLasted) progress = { ...progress, unfinished: run.direction };
  }
  return progress;
}

/** Decisions that count: each person's last word on exactly this hash. */
export function currentDecisions(hash: string, decisions: readonly Decision[]): readonly Decision[] {
  const byPerson = new Map<string, Decision>();
  for (const decision of decisions) if (decision.hash === hash) byPerson.set(decision.person, decision);
  return [...byPerson.values()];
}

/** A request as far as its state depends on it; decisions and runs are oldest first. */
export interface RequestRecord {
  readonly author: string;
  readonly hash: string;
  readonly migrationIds: readonly string[];
  readonly decisions: readonly Decision[];
  readonly runs: readonly RunRecord[];
  /** Approvals that the policy asks for now; one when absent. */
  readonly neededApprovals?: number;
}

/** Where a change request stands. */
export function requestState(request: RequestRecord): RequestState {
  const { runs } = request;
  const last = runs.at(-1);
  if (!last) return decidedState(request);
  if (last.outcome === "running") return last.direction === "up" ? "applying" : "rollingBack";
  if (last.outcome === "interrupted") return "interrupted";
  if (last.outcome !== "done") return "failed";
  const progress = request.migrationIds.map((id) => migrationProgress(runs.filter((run) => run.migrationId === id)));
  const isSettled = progress.every(({ unfinished }) => unfinished === null);
  if (isSettled && progress.every(({ isApplied }) => isApplied)) return "applied";
  if (isSettled && last.direction === "down" && progress.every(({ isApplied }) => !isApplied)) return "rolledBack";
  return "interrupted"; // between two migrations
}

function decidedState({ author, hash, decisions, neededApprovals = 1 }: RequestRecord): RequestState {
  const current = currentDecisions(hash, decisions);
  if (current.some(({ verdict }) => verdict === "refuse")) return "refused";
  const approvals = current.filter(({ verdict, person }) => verdict === "approve" && person !== author);
  return approvals.length >= neededApprovals ? "approved" : "open";
}
