import { create } from "zustand";
import type { ComparedResult } from "../../../../shared/editor/comparing/align-columns.ts";
import type { IsSameCell } from "../../../../shared/editor/comparing/compare-rows.ts";
import type { RunQuestion } from "../../../../shared/editor/model.ts";
import type { AppError } from "../../../../shared/ipc/app-error.ts";
import type { StatementEnd } from "../../../../shared/rows/model.ts";
import type { StreamSource } from "../../../ui/grid/stream-source.ts";

/** How one target of a comparison went, or goes. `asks`: nothing was sent, because something must be confirmed first. */
export interface TargetRun {
  readonly state: "running" | "done" | "failed" | "asks" | "cancelled";
  /** Its session in main, which ends with the run. */
  readonly sessionId: string;
  readonly abort: AbortController;
  /** Null until the columns are known, and for statements without rows. */
  readonly source: StreamSource | null;
  readonly end: StatementEnd | null;
  readonly error: AppError | null;
  readonly question: RunQuestion | null;
  /** Reading ended because this target's share of the memory was used up. */
  readonly isOverShare: boolean;
}

interface ComparisonRuns {
  /** Targets' runs by tab, in the order of the tab's targets. */
  readonly runs: Readonly<Record<string, readonly TargetRun[]>>;
  readonly begin: (tabId: string, targets: readonly TargetRun[]) => void;
  /** Changes the run of one session; one that was replaced meanwhile is left alone. */
  readonly update: (tabId: string, sessionId: string, change: Partial<TargetRun>) => void;
  readonly remove: (tabId: string) => void;
}

/** The comparisons of the window; they outlive the tab's view, not the window. */
export const useComparisonRuns = create<ComparisonRuns>()((set) => ({
  runs: {},
  begin: (tabId, targets) => set(({ runs }) => ({ runs: { ...runs, [tabId]: targets } })),
  update: (tabId, sessionId, change) =>
    set(({ runs }) => {
      const targets = runs[tabId];
      if (!targets?.some((target) => target.sessionId === sessionId)) return {};
      const next = targets.map((target) => (target.sessionId === sessionId ? { ...target, ...change } : target));
      return { runs: { ...runs, [tabId]: next } };
    }),
  remove: (tabId) =>
    set(({ runs }) => {
      const { [tabId]: _removed, ...others } = runs;
      return { runs: others };
    }),
}));

const none: readonly TargetRun[] = [];

/** The runs of a tab; none before it ran. */
export function useTargetRuns(tabId: string): readonly TargetRun[] {
  return useComparisonRuns((state) => state.runs[tabId] ?? none);
}

/** The rows of a run, for comparing. */
export function comparedResult(source: StreamSource): ComparedResult {
  return {
    columns: source.columns.map(({ name, baseType }) => ({ name, typeName: baseType })),
    rowCount: source.getSnapshot().rowCount,
    cell: (row, column) => source.cell(row, column)?.text ?? null,
    trueBytes: (row, column) => source.trueBytes(row, column),
  };
}

/** Compares cells of results byte by byte: decoding both would take most of the time. */
export function sameCellOf(sources: readonly StreamSource[]): IsSameCell {
  return (leftResult, leftRow, leftColumn, rightResult, rightRow, rightColumn) => {
    const [left, right] = [sources[leftResult], sources[rightResult]];
    return left && right ? left.isSameCell(leftRow, leftColumn, right, rightRow, rightColumn) : left === right;
  };
}
