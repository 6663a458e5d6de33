import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import type { RunConfirmation, RunOutcome } from "../../../../shared/editor/model.ts";
import { AppError, isAppError } from "../../../../shared/ipc/app-error.ts";
import type { PortEvent } from "../../../../shared/rows/stream.ts";
import type { Bridge } from "../../../bridge/bridge.ts";
import { asAppError } from "../../../bridge/use-request.ts";
import { draftText } from "../../../state/drafts.ts";
import { parameterValuesOf, toGiven } from "../../../state/parameters/query-parameters.ts";
import type { ComparisonTab } from "../../../state/workspace.ts";
import { StreamSource } from "../../../ui/grid/stream-source.ts";
import { type TargetRun, useComparisonRuns } from "./comparison-runs.ts";

/** Targets of one comparison at most. */
export const mostTargets = 8;
/** Rows read of each target: what is compared has to be here whole. */
export const mostComparedRows = 10_000;
/** Bytes of all targets together. */
const mostBytes = 96 * 1024 * 1024;
/** How long the ends of rows are waited for behind the answer, which travels on another line. */
const arrivalMs = 2_000;

/** Runs the tab's text on every target at once. Each goes as it goes: how is told by `useComparisonRuns`. Never rejects. */
export async function runComparison(bridge: Bridge, tab: ComparisonTab): Promise<void> {
  stopComparison(bridge, tab.id);
  const runs = tab.targets.map((ref) => ({ ref, run: newRun() }));
  useComparisonRuns.getState().begin(
    tab.id,
    runs.map(({ run }) => run),
  );
  await Promise.all(runs.map(({ ref, run }) => runTarget(bridge, tab, ref, run)));
}

/** Answers the question of one target, which then runs. */
export async function answerTarget(
  bridge: Bridge,
  tab: ComparisonTab,
  index: number,
  confirmation: RunConfirmation,
): Promise<void> {
  const ref = tab.targets[index];
  const run = useComparisonRuns.getState().runs[tab.id]?.[index];
  if (!ref || run?.state !== "asks") return;
  useComparisonRuns.getState().update(tab.id, run.sessionId, { state: "running", question: null });
  await runTarget(bridge, tab, ref, run, confirmation);
}

/** Stops what runs, and ends the sessions of targets that still ask. */
export function stopComparison(bridge: Bridge, tabId: string): void {
  for (const run of useComparisonRuns.getState().runs[tabId] ?? []) {
    run.abort.abort();
    if (run.state !== "asks") continue;
    useComparisonRuns.getState().update(tabId, run.sessionId, { state: "cancelled", question: null });
    endSession(bridge, run.sessionId);
  }
}

function newRun(): TargetRun {
  return {
    state: "running",
    sessionId: `compare-${crypto.randomUUID()}`,
    abort: new AbortController(),
    source: null,
    end: null,
    error: null,
    question: null,
    isOverShare: false,
  };
}

async function runTarget(
  bridge: Bridge,
  tab: ComparisonTab,
  ref: DatabaseRef,
  run: TargetRun,
  confirmation?: RunConfirmation,
): Promise<void> {
  const { sessionId, abort } = run;
  const update = (change: Partial<TargetRun>) => useComparisonRuns.getState().update(tab.id, sessionId, change);
  const timer =
    tab.timeoutMs > 0 ? setTimeout(() => abort.abort(new AppError("timeout", "")), tab.timeoutMs) : undefined;
  const reader = createReader(mostBytes / tab.targets.length, () => abort.abort(), update);
  let isAsking = false;
  let close = () => {};
  try {
    const stream = `compare-${crypto.randomUUID()}`;
    close = await bridge.openStream(ref.connectionId, stream, reader.receive);
    const { isReadOnly, draftId } = tab;
    const outcome = await bridge.request(
      "editor.run",
      {
        ref,
        sessionId,
        isReadOnly,
        sql: draftText(draftId),
        parameters: toGiven(parameterValuesOf(tab.id)),
        stream,
        firstPart: 0,
        maxRows: mostComparedRows,
        ...(confirmation ? { confirmation } : {}),
      },
      { signal: abort.signal },
    );
    isAsking = outcome.question !== null;
    if (outcome.question) update({ state: "asks", question: outcome.question });
    else await settle(outcome, reader, update, timeoutOf(tab, abort.signal));
  } catch (error) {
    const failure = asAppError(error);
    const isStopped = failure.code === "cancelled" && !isAppError(abort.signal.reason, "timeout");
    update(isStopped ? { state: "cancelled" } : { state: "failed", error: timeoutOf(tab, abort.signal) ?? failure });
  } finally {
    clearTimeout(timer);
    close();
    if (!isAsking) endSession(bridge, sessionId);
  }
}

/** What became of the statement, once all of its rows are here. */
async function settle(
  outcome: RunOutcome,
  reader: ReturnType<typeof createReader>,
  update: (change: Partial<TargetRun>) => void,
  timeout: AppError | null,
): Promise<void> {
  const [statement] = outcome.statements;
  if (!statement) return update({ state: "failed", error: new AppError("invalidInput", "There is no statement.") });
  if (statement.result.kind === "failed") {
    if (reader.isOverShare()) return update({ state: "done", isOverShare: true });
    const error = timeout ?? AppError.fromWire(statement.result.error);
    return update(error.code === "cancelled" ? { state: "cancelled" } : { state: "failed", error });
  }
  await reader.ended();
  update({ state: "done", end: statement.result.end });
}

function timeoutOf({ timeoutMs }: ComparisonTab, signal: AbortSignal): AppError | null {
  if (!isAppError(signal.reason, "timeout")) return null;
  return new AppError("timeout", `Stopped after the time-out of ${timeoutMs / 1000} s.`, {
    hint: "Choose a longer time-out in the query's tab and compare again.",
  });
}

/** Keeps the rows of one stream up to a number of bytes. */
function createReader(shareBytes: number, stop: () => void, update: (change: Partial<TargetRun>) => void) {
  let source: StreamSource | null = null;
  let bytes = 0;
  let isEnded = false;
  let tell = () => {};
  const receive = (event: PortEvent) => {
    if (event.kind === "columns" && event.columns.length > 0 && (source?.getSnapshot().rowCount ?? 0) === 0) {
      source = new StreamSource(event.columns);
      update({ source });
    } else if (event.kind === "page" && bytes <= shareBytes) {
      bytes += event.buffer.byteLength;
      if (bytes > shareBytes) stop();
      else source?.addPage(event.buffer);
    } else if (event.kind === "end" || event.kind === "error") {
      isEnded = true;
      tell();
    }
  };
  return {
    receive,
    isOverShare: () => bytes > shareBytes,
    ended: () =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, arrivalMs);
        tell = () => {
          clearTimeout(timer);
          resolve();
        };
        if (isEnded) tell();
      }),
  };
}

/** Nobody is left to be told, and main ends sessions without a window anyway. */
function endSession(bridge: Bridge, sessionId: string): void {
  bridge.request("editor.close", { sessionId }).catch(() => undefined);
}
