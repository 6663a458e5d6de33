import { create } from "zustand";
import type { EditorSession, LostSession, RunOutcome, RunQuestion } from "../../../../shared/editor/model.ts";
import type { AppError } from "../../../../shared/ipc/app-error.ts";
import type { PlanRun } from "../../../../shared/plans/contract.ts";
import type { Notice, StatementEnd } from "../../../../shared/rows/model.ts";
import type { CommitMark } from "../../../../shared/sessions/commit-outcome.ts";
import type { StreamSource } from "../../../ui/grid/stream-source.ts";

/** One statement of a run as it comes in. `source` is null for statements without rows. */
export interface RunPart {
  readonly part: number;
  readonly sql: string;
  readonly source: StreamSource | null;
  readonly notices: readonly Notice[];
  readonly end: StatementEnd | null;
  readonly error: AppError | null;
}

/** What stands below the editor. */
export type ResultsView = "rows" | "plan" | "messages";

/** Everything about the results of one query tab. It outlives the tab's view, not the window. */
export interface QueryRun {
  readonly state: "idle" | "running" | "explaining";
  /** Stops what runs; aborted with an AppError `timeout` when the tab's own time-out did it. */
  readonly abort: AbortController | null;
  /** What runs, or ran last: its text, where it began in the draft (UTF-16), and when (ms). */
  readonly sent: { readonly sql: string; readonly offset: number; readonly atMs: number } | null;
  readonly durationMs: number | null;
  readonly parts: readonly RunPart[];
  readonly activePart: number;
  readonly outcome: RunOutcome | null;
  /** What must be confirmed before the text is sent. */
  readonly question: RunQuestion | null;
  /** Why nothing was run at all: no connection, a lost process. */
  readonly error: AppError | null;
  readonly session: EditorSession | null;
  /** The session went away while nothing ran in it; until it is taken up again, or something else runs. */
  readonly lost: LostSession | null;
  /** A COMMIT of which nobody could say yet whether it was stored. */
  readonly doubt: CommitMark | null;
  readonly plan: PlanRun | null;
  readonly planError: AppError | null;
  readonly view: ResultsView;
  readonly isReadOnly: boolean | null;
  readonly timeoutMs: number;
  /** The statement under the cursor, for the list of its plans. */
  readonly statement: string | null;
}

/** A tab in which nothing was run. */
export const emptyRun: QueryRun = {
  state: "idle",
  abort: null,
  sent: null,
  durationMs: null,
  parts: [],
  activePart: 0,
  outcome: null,
  question: null,
  error: null,
  session: null,
  lost: null,
  doubt: null,
  plan: null,
  planError: null,
  view: "rows",
  isReadOnly: null,
  timeoutMs: 30_000,
  statement: null,
};

interface QueryRuns {
  readonly runs: Readonly<Record<string, QueryRun>>;
  readonly update: (tabId: string, change: Partial<QueryRun>) => void;
  readonly updatePart: (tabId: string, part: number, change: Partial<RunPart>) => void;
  readonly remove: (tabId: string) => void;
}

/** The runs of all query tabs of the window. */
export const useQueryRuns = create<QueryRuns>()((set) => ({
  runs: {},
  update: (tabId, change) =>
    set(({ runs }) => ({ runs: { ...runs, [tabId]: { ...(runs[tabId] ?? emptyRun), ...change } } })),
  updatePart: (tabId, part, change) =>
    set(({ runs }) => {
      const run = runs[tabId];
      if (!run) return {};
      const known = run.parts.some((one) => one.part === part);
      const empty: RunPart = { part, sql: "", source: null, notices: [], end: null, error: null };
      const parts = known
        ? run.parts.map((one) => (one.part === part ? { ...one, ...change } : one))
        : [...run.parts, { ...empty, ...change }];
      return { runs: { ...runs, [tabId]: { ...run, parts } } };
    }),
  remove: (tabId) =>
    set(({ runs }) => {
      const { [tabId]: _removed, ...others } = runs;
      return { runs: others };
    }),
}));

/** The run of one tab. */
export function useQueryRun(tabId: string): QueryRun {
  return useQueryRuns((state) => state.runs[tabId] ?? emptyRun);
}

/** The run of one tab now, outside of components. */
export function queryRunOf(tabId: string): QueryRun {
  return useQueryRuns.getState().runs[tabId] ?? emptyRun;
}
