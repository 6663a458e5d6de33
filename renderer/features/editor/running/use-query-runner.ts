import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import type { CommitMode, RunConfirmation } from "../../../../shared/editor/model.ts";
import { AppError, isAppError, type WireError } from "../../../../shared/ipc/app-error.ts";
import type { PlanMode } from "../../../../shared/plans/contract.ts";
import type { PortEvent } from "../../../../shared/rows/stream.ts";
import type { Bridge } from "../../../bridge/bridge.ts";
import { useBridge } from "../../../bridge/use-bridge.ts";
import { asAppError } from "../../../bridge/use-request.ts";
import { StreamSource } from "../../../ui/grid/stream-source.ts";
import { catalogChannels } from "../completion/catalog-facts.ts";
import { type QueryRun, queryRunOf, useQueryRuns } from "./query-runs.ts";

/** Rows kept of one statement; "read on" asks for all. */
export const firstRows = 10_000;

/** What a tab can do with its text. */
export interface QueryRunner {
  /** `offset` is where `sql` begins in the draft; `maxRows` 0 reads all. */
  run(sql: string, offset: number, maxRows?: number, confirmation?: RunConfirmation): Promise<void>;
  explain(sql: string, offset: number, mode: PlanMode): Promise<void>;
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
      run: async (sql, offset, maxRows = firstRows, confirmation = undefined) => {
        if (queryRunOf(tabId).state !== "idle") return;
        const { abort, end } = begin();
        const sent = { sql, offset, atMs: Date.now() };
        update(tabId, {
          state: "running",
          sent,
          parts: [],
          activePart: 0,
          outcome: null,
          question: null,
          error: null,
          lost: null,
          durationMs: null,
          view: "rows",
        });
        try {
          await runScript(bridge, {
            tabId,
            ref,
            isReadOnly,
            commitMode,
            sql,
            maxRows,
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
            ...(hasRows(tabId) ? {} : { view: "messages" }),
          });
          await told("history.search", ...(changedSchema(tabId) ? catalogChannels : []));
        }
      },
      explain: async (sql, offset, mode) => {
        if (queryRunOf(tabId).state !== "idle") return;
        const { abort, end } = begin();
        const { timeoutMs } = queryRunOf(tabId);
        update(tabId, { state: "explaining", sent: { sql, offset, atMs: Date.now() }, planError: null, view: "plan" });
        try {
          const plan = await bridge.request("plans.run", { ref, sql, mode, timeoutMs }, { signal: abort.signal });
          update(tabId, { plan });
        } catch (error) {
          update(tabId, { planError: asAppError(error) });
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

/** After DDL what completion knows is asked for again. */
function changedSchema(tabId: string): boolean {
  return queryRunOf(tabId).parts.some(({ end }) => /^(CREATE|ALTER|DROP|COMMENT|DO|CALL)/.test(end?.command ?? ""));
}

interface ScriptRun {
  readonly tabId: string;
  readonly ref: DatabaseRef;
  readonly isReadOnly: boolean;
  readonly commitMode: CommitMode;
  readonly sql: string;
  readonly maxRows: number;
  readonly confirmation: RunConfirmation | undefined;
  readonly signal: AbortSignal;
}

/** Opens a stream of its own for the run, sends the text, and closes the stream when all of it has arrived. */
async function runScript(bridge: Bridge, run: ScriptRun): Promise<void> {
  const { tabId, ref, isReadOnly, commitMode, sql, maxRows, confirmation, signal } = run;
  const { update, updatePart } = useQueryRuns.getState();
  const stream = `query-${crypto.randomUUID()}`;
  const arrived = createArrival();
  const close = await bridge.openStream(ref.connectionId, stream, (event) => {
    receive(tabId, event);
    arrived.note(event);
  });
  try {
    const answer = confirmation ? { confirmation } : {};
    const input = { ref, sessionId: tabId, isReadOnly, commitMode, sql, stream, firstPart: 0, maxRows, ...answer };
    const outcome = await bridge.request("editor.run", input, { signal });
    // Rows travel on another line than the answer: what was sent before it may still be on its way.
    const sent = outcome.statements.filter(({ result }) => result.kind === "done" || result.wasSent);
    await arrived.parts(sent.map((statement) => statement.part));
    for (const { part, result, range } of outcome.statements)
      if (result.kind === "failed") {
        const isTimeout = isAppError(signal.reason, "timeout");
        const words = `Stopped after the time-out of this tab, ${queryRunOf(tabId).timeoutMs / 1000} s.`;
        const error =
          isTimeout && result.error.code === "cancelled"
            ? new AppError("timeout", words)
            : AppError.fromWire(result.error);
        updatePart(tabId, part, { error, end: null, sql: sql.slice(range.start, range.end) });
      }
    const failed = outcome.statements.find((statement) => statement.result.kind === "failed");
    update(tabId, {
      outcome,
      session: outcome.session,
      question: outcome.question,
      ...(failed?.result.kind === "failed" ? lossOf(tabId, failed.result.error) : {}),
      ...(failed ? { activePart: failed.part } : {}),
    });
  } finally {
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

function receive(tabId: string, event: PortEvent): void {
  const { updatePart } = useQueryRuns.getState();
  if (event.kind === "opened") return;
  const known = queryRunOf(tabId).parts.find((part) => part.part === event.part);
  if (event.kind === "begin") updatePart(tabId, event.part, { sql: event.sql });
  // The columns may be told again once the types' names are known: rows that are here stay.
  else if (event.kind === "columns" && event.columns.length > 0 && (known?.source?.getSnapshot().rowCount ?? 0) === 0)
    updatePart(tabId, event.part, { source: new StreamSource(event.columns) });
  else if (event.kind === "page") known?.source?.addPage(event.buffer);
  else if (event.kind === "notice")
    updatePart(tabId, event.part, { notices: [...(known?.notices ?? []), event.notice] });
  else if (event.kind === "end") {
    known?.source?.end(event.end);
    updatePart(tabId, event.part, { end: event.end });
  } else if (event.kind === "error") {
    const error = AppError.fromWire(event.error);
    known?.source?.fail(error);
    updatePart(tabId, event.part, { error });
  }
}

/** Waits until the ends of all parts came, at most two seconds: a lost line must not hold the answer back. */
function createArrival() {
  const ended = new Set<number>();
  let check = () => {};
  return {
    note: (event: PortEvent) => {
      if (event.kind === "end" || event.kind === "error") ended.add(event.part);
      check();
    },
    parts: (wanted: readonly number[]) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 2_000);
        check = () => {
          if (!wanted.every((part) => ended.has(part))) return;
          clearTimeout(timer);
          resolve();
        };
        check();
      }),
  };
}

function hasRows(tabId: string): boolean {
  const { parts, activePart } = queryRunOf(tabId);
  const active = parts.find((part) => part.part === activePart);
  return active?.source != null && active.error === null;
}
