import { create } from "zustand";
import type { EditorSession, LostSession, RunOutcome, RunQuestion } from "../../../../shared/editor/model.ts";
import type { AppError } from "../../../../shared/ipc/app-error.ts";
import type { PlanRun } from "../../../../shared/plans/contract.ts";
import { type RunChoice, usualRun } from "../../../../shared/plans/running/model.ts";
import type { Notice, StatementEnd } from "../../../../shared/rows/model.ts";
import type { CommitMark } from "../../../../shared/sessions/commit-outcome.ts";
import type { ParameterValues } from "../../../state/parameters/query-parameters.ts";
import type { StreamSource } from "../../../ui/grid/stream-source.ts";

/** One statement of a run as it comes in. */
export interface RunPart {
  /** Counted on through all runs of a tab, so that a pinned part keeps its own. */
  readonly part: number;
  /** Of the statement in its run, from 1. */
  readonly number: number;
  /** As it was written, once the run is over; as it was sent, until then. */
  readonly sql: string;
  /** Null for statements without rows. */
  readonly source: StreamSource | null;
  readonly notices: readonly Notice[];
  /** Notices beyond those that are kept. */
  readonly noticesLeftOut: number;
  readonly end: StatementEnd | null;
  readonly error: AppError | null;
  /** Where it began in the text that was sent, and where its error is; null while that is not known. */
  readonly start: number | null;
  readonly errorAt: number | null;
}

/** What stands below the editor. */
export type ResultsView = "rows" | "plan" | "messages";

/** A text that was sent. */
export interface SentText {
  readonly sql: string;
  /** Where it began in the draft (UTF-16), and on which line of it (from 1). */
  readonly offset: number;
  readonly line: number;
  readonly atMs: number;
  /** The values that the tab's parameters had then. */
  readonly parameters: ParameterValues;
}

/** Everything about the results of one query tab. It outlives the tab's view, not the window. */
export interface QueryRun {
  readonly state: "idle" | "running" | "explaining";
  /** Stops what runs; aborted with an AppError `timeout` when the tab's own time-out did it. */
  readonly abort: AbortController | null;
  /** What runs, or ran last. */
  readonly sent: SentText | null;
  readonly durationMs: number | null;
  /** The pinned parts of earlier runs, then those of the last run. */
  readonly parts: readonly RunPart[];
  /** The first part of the last run. */
  readonly firstPart: number;
  /** Parts that stay when something else runs. */
  readonly pinned: readonly number[];
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
  /** How measured runs of this tab are done. */
  readonly runChoice: RunChoice;
  /** A statement that was not measured because it writes: where it may be is asked. */
  readonly measureQuestion: Pick<SentText, "sql" | "offset"> | null;
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
  firstPart: 0,
  pinned: [],
  activePart: 0,
  outcome: null,
  question: null,
  error: null,
  session: null,
  lost: null,
  doubt: null,
  plan: null,
  planError: null,
  runChoice: usualRun,
  measureQuestion: null,
  view: "rows",
  isReadOnly: null,
  timeoutMs: 30_000,
  statement: null,
};

/** Results that a tab can hold beside those of its last run; each keeps its rows in memory. */
export const mostPinned = 8;

interface QueryRuns {
  readonly runs: Readonly<Record<string, QueryRun>>;
  readonly update: (tabId: string, change: Partial<QueryRun>) => void;
  /** Keeps a result when something else runs, or no longer; at most `mostPinned`. */
  readonly pin: (tabId: string, part: number, isPinned: boolean) => void;
  readonly remove: (tabId: string) => void;
}

/** The runs of all query tabs of the window. */
export const useQueryRuns = create<QueryRuns>()((set) => ({
  runs: {},
  update: (tabId, change) =>
    set(({ runs }) => ({ runs: { ...runs, [tabId]: { ...(runs[tabId] ?? emptyRun), ...change } } })),
  pin: (tabId, part, isPinned) =>
    set(({ runs }) => {
      const run = runs[tabId];
      if (!run) return {};
      const others = run.pinned.filter((one) => one !== part);
      if (isPinned && others.length >= mostPinned) return {};
      return { runs: { ...runs, [tabId]: isPinned ? { ...run, pinned: [...others, part] } : withoutPin(run, others) } };
    }),
  remove: (tabId) =>
    set(({ runs }) => {
      const { [tabId]: _removed, ...others } = runs;
      return { runs: others };
    }),
}));

/** Pins the rows that are shown. False when as many are kept as may be. */
export function keepShown(tabId: string): boolean {
  const { parts, activePart, pinned } = queryRunOf(tabId);
  const shown = parts.find(({ part }) => part === activePart);
  if (!shown?.source || pinned.includes(shown.part)) return true;
  if (pinned.length >= mostPinned) return false;
  useQueryRuns.getState().pin(tabId, shown.part, true);
  return true;
}

/** A part of an earlier run goes with its pin. */
function withoutPin(run: QueryRun, pinned: readonly number[]): QueryRun {
  const parts = run.parts.filter(({ part }) => part >= run.firstPart || pinned.includes(part));
  const isShown = parts.some(({ part }) => part === run.activePart);
  return { ...run, pinned, parts, activePart: isShown ? run.activePart : run.firstPart };
}

/** The parts of the last run, without those pinned before. */
export function ownParts({ parts, firstPart }: QueryRun): readonly RunPart[] {
  return parts.filter(({ part }) => part >= firstPart);
}

/** The run of one tab. */
export function useQueryRun(tabId: string): QueryRun {
  return useQueryRuns((state) => state.runs[tabId] ?? emptyRun);
}

/** The run of one tab now, outside of components. */
export function queryRunOf(tabId: string): QueryRun {
  return useQueryRuns.getState().runs[tabId] ?? emptyRun;
}
