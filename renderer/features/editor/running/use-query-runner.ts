import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import type { CommitMode, RunConfirmation } from "../../../../shared/editor/model.ts";
import { AppError, isAppError, type WireError } from "../../../../shared/ipc/app-error.ts";
import type { PlanMode, PlanPlace, SideEffectCode } from "../../../../shared/plans/running/model.ts";
import type { ParameterGiven } from "../../../../shared/sql/parameters/bind-parameters.ts";
import type { Bridge } from "../../../bridge/bridge.ts";
import { useBridge } from "../../../bridge/use-bridge.ts";
import { asAppError } from "../../../bridge/use-request.ts";
import { draftText } from "../../../state/drafts.ts";
import { parameterValuesOf, toGiven } from "../../../state/parameters/query-parameters.ts";
import { catalogChannels } from "../completion/catalog-facts.ts";
import { PartIntake } from "./part-intake.ts";
import { ownParts, type QueryRun, queryRunOf, type SentText, useQueryRuns } from "./query-runs.ts";

/** Rows kept of one statement; "read on" asks for all. */
export const firstRows = 10_000;

/** How a text is run. */
export interface RunOptions {
  /** Rows kept of each statement; zero reads all. */
  readonly maxRows?: number;
  readonly confirmation?: RunConfirmation;
}

/** Where a statement that writes is measured, and the effects in place that a person agreed to. */
export interface MeasureAnswer {
  readonly place: PlanPlace;
  readonly confirmedEffects: readonly SideEffectCode[];
}

/** What a tab can do with its text. */
export interface QueryRunner {
  /** `offset` is where `sql` begins in the draft. Parameters have the values that the tab was given. */
  run(sql: string, offset: number, options?: RunOptions): Promise<void>;
  /** Measures as the tab's choice says, unless `measured` says where. */
  explain(sql: string, offset: number, mode: PlanMode, measured?: MeasureAnswer): Promise<void>;
  openPlan(id: string): Promise<void>;
  cancel(): void;
}

/** The runner of one tab. Results go to `useQueryRuns`. */
export function useQueryRunner(
  tabId: string,
  ref: DatabaseRef,
  isReadOnly: boolean,
  commitMode: CommitMode,
): QueryRunner {
  const bridge = useBridge();
  const client = useQueryClient();
  return useMemo(() => {
    const { update } = useQueryRuns.getState();
    const told = (...channels: string[]) =>
      Promise.all(channels.map((channel) => client.invalidateQueries({ queryKey: [channel] })));
    const begin = () => {
      const abort = new AbortController();
      update(tabId, { abort });
      const { timeoutMs } = queryRunOf(tabId);
      const timer = timeoutMs > 0 ? setTimeout(() => abort.abort(new AppError("timeout", "")), timeoutMs) : undefined;
      return { abort, end: () => clearTimeout(timer) };
    };
    return {
      run: async (sql, offset, { maxRows = firstRows, confirmation } = {}) => {
        if (queryRunOf(tabId).state !== "idle") return;
        const { abort, end } = begin();
        const sent = sentFrom(tabId, sql, offset);
        const { parts, pinned } = queryRunOf(tabId);
        const firstPart = 1 + Math.max(-1, ...parts.map(({ part }) => part));
        update(tabId, {
          state: "running",
          sent,
          parts: parts.filter(({ part }) => pinned.includes(part)),
          firstPart,
          activePart: firstPart,
          outcome: null,
          question: null,
          error: null,
          lost: null,
          durationMs: null,
          view: "rows",
        });
        try {
          const parameters = toGiven(sent.parameters);
          await runScript(bridge, {
            tabId,
            ref,
            isReadOnly,
            commitMode,
            sql,
            maxRows,
            parameters,
            confirmation,
            signal: abort.signal,
          });
        } catch (error) {
          const failure = asAppError(error);
          const isGone = failure.code === "connectionLost" || failure.code === "processLost";
          update(tabId, { error: failure, ...(isGone ? { session: null } : {}) });
        } finally {
          end();
          update(tabId, {
            state: "idle",
            durationMs: Date.now() - sent.atMs,
            ...shownAtEnd(queryRunOf(tabId)),
          });
          await told("history.search", ...(changedSchema(tabId) ? catalogChannels : []));
        }
      },
      explain: async (sql, offset, mode, measured) => {
        if (queryRunOf(tabId).state !== "idle") return;
        const { abort, end } = begin();
        const { timeoutMs } = queryRunOf(tabId);
        const sent = sentFrom(tabId, sql, offset);
        const place = measured?.place ?? queryRunOf(tabId).runChoice.place;
        update(tabId, { state: "explaining", sent, planError: null, measureQuestion: null, view: "plan" });
        try {
          const parameters = mode === "generic" ? [] : toGiven(sent.parameters);
          const measuring = mode === "analyze" ? measuringInput(tabId, place, measured) : {};
          const input = { ref, sql, mode, timeoutMs, parameters, ...measuring };
          const plan = await bridge.request("plans.run", input, { signal: abort.signal });
          update(tabId, { plan });
        } catch (error) {
          const planError = asAppError(error);
          const isAsked = mode === "analyze" && place === "here" && !measured && isAboutWriting(planError);
          update(tabId, { planError, measureQuestion: isAsked ? { sql, offset } : null });
        } finally {
          end();
          update(tabId, { state: "idle" });
          await told("plans.history");
        }
      },
      openPlan: async (id) => {
        try {
          update(tabId, { plan: await bridge.request("plans.open", { id }), planError: null, view: "plan" });
        } catch (error) {
          update(tabId, { planError: asAppError(error), view: "plan" });
        }
      },
      cancel: () => queryRunOf(tabId).abort?.abort(),
    };
  }, [bridge, client, tabId, ref, isReadOnly, commitMode]);
}

function measuringInput(tabId: string, place: PlanPlace, measured: MeasureAnswer | undefined) {
  const { runs, serialize } = queryRunOf(tabId).runChoice;
  const confirmedEffects = [...(measured?.confirmedEffects ?? [])];
  // What writes in place is measured once, whatever is usual in this tab.
  return { place, serialize, confirmedEffects, runs: confirmedEffects.length > 0 ? (1 as const) : runs };
}

/** Not run because it writes, or because a function that it calls does. */
export function isAboutWriting({ code }: AppError): boolean {
  return code === "refused" || code === "readOnly";
}

/** After DDL what completion knows is asked for again. */
function changedSchema(tabId: string): boolean {
  return ownParts(queryRunOf(tabId)).some(({ end }) => /^(CREATE|ALTER|DROP|COMMENT|DO|CALL)/.test(end?.command ?? ""));
}

interface ScriptRun {
  readonly tabId: string;
  readonly ref: DatabaseRef;
  readonly isReadOnly: boolean;
  readonly commitMode: CommitMode;
  readonly sql: string;
  readonly maxRows: number;
  readonly parameters: ParameterGiven[];
  readonly confirmation: RunConfirmation | undefined;
  readonly signal: AbortSignal;
}

/** Opens a stream of its own for the run, sends the text, and closes the stream when all of it has arrived. */
async function runScript(bridge: Bridge, run: ScriptRun): Promise<void> {
  const { tabId, ref, isReadOnly, commitMode, sql, maxRows, parameters, confirmation, signal } = run;
  const { firstPart } = queryRunOf(tabId);
  const stream = `query-${crypto.randomUUID()}`;
  const intake = new PartIntake(tabId, firstPart);
  const close = await bridge.openStream(ref.connectionId, stream, (event) => intake.take(event));
  try {
    const answer = confirmation ? { confirmation } : {};
    const text = { sql, parameters, stream, firstPart, maxRows };
    const outcome = await bridge.request(
      "editor.run",
      { ref, sessionId: tabId, isReadOnly, commitMode, ...text, ...answer },
      { signal },
    );
    // Rows travel on another line than the answer: what was sent before it may still be on its way.
    await intake.complete(sql, outcome, (error) => explainTimeout(error, signal, queryRunOf(tabId).timeoutMs));
    const { session, question, statements } = outcome;
    const failed = statements.find((statement) => statement.result.kind === "failed");
    const loss = failed?.result.kind === "failed" ? lossOf(tabId, failed.result.error) : {};
    useQueryRuns.getState().update(tabId, { outcome, session, question, ...loss });
  } finally {
    intake.tell();
    close();
  }
}

/** What a failure says of the session: it may be gone, and with it the answer to a COMMIT. */
function lossOf(tabId: string, { code, lostCommit }: WireError): Partial<QueryRun> {
  if (code !== "connectionLost" && code !== "processLost" && code !== "outcomeUnknown") return {};
  const message = "It ended while this ran";
  const lost = { sessionId: tabId, hadTransaction: false, pending: null, message };
  return { session: null, lost, ...(lostCommit ? { doubt: lostCommit } : {}) };
}

function explainTimeout(error: AppError, signal: AbortSignal, timeoutMs: number): AppError {
  if (error.code !== "cancelled" || !isAppError(signal.reason, "timeout")) return error;
  return new AppError("timeout", `Stopped after the time-out of this tab, ${timeoutMs / 1000} s.`);
}

function sentFrom(tabId: string, sql: string, offset: number): SentText {
  const line = draftText(tabId).slice(0, offset).split("\n").length;
  return { sql, offset, line, atMs: Date.now(), parameters: parameterValuesOf(tabId) };
}

/**
 * What is shown when a run is over: what failed, else what was chosen meanwhile, else the first statement with rows. A
 * statement alone that gave none has only messages.
 */
function shownAtEnd(run: QueryRun): Partial<QueryRun> {
  const own = ownParts(run);
  const failed = own.find(({ error }) => error !== null);
  const active = run.parts.find(({ part }) => part === run.activePart);
  const isChosen = run.activePart !== run.firstPart || active?.source != null;
  const shown = failed ?? (isChosen ? active : own.find(({ source }) => source !== null));
  if (!shown || (own.length < 2 && (shown.source === null || shown.error !== null))) return { view: "messages" };
  return { activePart: shown.part };
}
