import { randomUUID } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { DatabaseRef } from "../../shared/databases/model.ts";
import type { editorContract } from "../../shared/editor/contract.ts";
import type { LostSession, RunOutcome } from "../../shared/editor/model.ts";
import type { HistoryEntry } from "../../shared/history/model.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { ParsedInputOf } from "../../shared/ipc/declare.ts";
import type { Handlers, RequestContext } from "../ipc/handlers.ts";
import type { Databases } from "../postgres/databases.ts";
import { findCommitOutcome } from "../postgres/outcome/commit-outcome.ts";
import type { SqlParser } from "../sql/parser/sql-parser.ts";
import { countAskedRows } from "./ask-first.ts";
import { describeParameters } from "./describe-parameters.ts";
import { formatScript } from "./format-script.ts";
import { readHeldBack } from "./held-back.ts";
import { askForMs } from "./lost-commit.ts";
import { type RunTarget, runScript, type ScriptRun } from "./run-script.ts";
import { describeTab, readIsolation, type Tab, Tabs, type TabTarget } from "./tabs.ts";

/** What the handlers need. */
export interface EditorDependencies {
  readonly databases: Databases;
  readonly parser: SqlParser;
  /** Whether a database counts as production: a connection's environment holds on its default branch. */
  readonly isProduction: (ref: DatabaseRef) => Promise<boolean>;
  /** Whether production may be written to at this moment; main keeps that, no window. */
  readonly isUnlocked: (ref: DatabaseRef) => boolean;
  /** Keeps a run in the history; never rejects. */
  readonly keepRun: (entry: HistoryEntry) => Promise<void>;
  /** How long a run waits to hear what became of a lost COMMIT, before it says that this is not known yet (default 8 s). */
  readonly askForMs?: number;
  /** Told of a tab's session that ended while nothing ran in it. */
  readonly tellLost?: (lost: LostSession) => void;
}

type RunInput = ParsedInputOf<(typeof editorContract)["editor.run"]>;

/** Answers the requests of the SQL editor. `close` ends every session. */
export function createEditorHandlers(dependencies: EditorDependencies): Handlers<typeof editorContract> & {
  /** A window is gone: its sessions end, unless it comes back within half a minute (a reload). */
  forgetClient(clientId: string): void;
  close(): Promise<void>;
} {
  const { parser } = dependencies;
  const tabs = new Tabs(dependencies.databases, dependencies.tellLost);
  const targetOf = async (input: {
    ref: DatabaseRef;
    isReadOnly: boolean;
    role?: string | undefined;
  }): Promise<TabTarget> => {
    const isProduction = await dependencies.isProduction(input.ref);
    const isLocked = isProduction && !dependencies.isUnlocked(input.ref);
    return { ref: input.ref, role: input.role, isReadOnly: input.isReadOnly || isLocked, isProduction };
  };
  const run = async (input: RunInput, { clientId, signal }: RequestContext): Promise<RunOutcome> => {
    tabs.refuseOnceAfterLoss(input.sessionId);
    const target = await targetOf(input);
    const { tab, isNew } = await tabs.open(input.sessionId, target, { clientId, signal });
    // Asked before each statement: an unlock may end while a script runs.
    const mayWrite = () => !target.isReadOnly && (!target.isProduction || dependencies.isUnlocked(target.ref));
    const { stream, firstPart, maxRows, parameters, confirmation, commitMode = "auto" } = input;
    const findOutcome: RunTarget["findOutcome"] = (mark, until) =>
      findCommitOutcome(dependencies.databases, target.ref, mark, until, dependencies.askForMs ?? askForMs);
    const startedAt = new Date();
    const script = await runAlone(
      tabs,
      tab,
      input.sql,
      { parser, mayWrite, findOutcome, clientId, stream, firstPart, maxRows, parameters, confirmation, commitMode },
      signal,
    );
    await keep(dependencies, tab, input, startedAt, script);
    const { session, statements, notSent, question } = script;
    return { session, isNewSession: isNew, statements, notSent, question };
  };
  return {
    "editor.open": async (input, { clientId, signal }) => {
      tabs.takeLost(input.sessionId);
      const target = await targetOf(input);
      const { tab } = await tabs.open(input.sessionId, target, { clientId, signal });
      return describeTab(tab, target.isReadOnly, tab.running ? null : await readIsolation(tab.session));
    },
    "editor.session": async ({ sessionId }, { clientId }) => {
      const tab = tabs.find(sessionId);
      if (!tab) return { session: null, lost: tabs.lostOf(sessionId) };
      tab.clientId = clientId;
      const isolation = tab.running ? null : await readIsolation(tab.session);
      return { session: describeTab(tab, tab.target.isReadOnly, isolation), lost: null };
    },
    "editor.close": async ({ sessionId }) => {
      await tabs.close(sessionId);
      return null;
    },
    "editor.split": async ({ sql }, { signal }) => {
      const statements = await parser.split(sql, signal);
      await setImmediate(); // a long script's last statements and its answer are two turns of main
      const bounds: number[] = [];
      for (const { start, end } of statements) bounds.push(start, end);
      return bounds;
    },
    "editor.parameters": ({ ref, sql }, { signal }) => describeParameters(dependencies.databases, ref, sql, signal),
    "editor.format": ({ sql }) => formatScript(sql),
    "editor.run": run,
    "editor.heldBack": async ({ sessionId }, { signal }) => {
      const tab = tabs.find(sessionId);
      return tab ? await readHeldBack(dependencies.databases, tab, signal) : { waiting: [] };
    },
    "editor.countRows": async ({ sessionId, id, index }, { signal }) => {
      const tab = tabs.find(sessionId);
      if (!tab || tab.running)
        throw new AppError("notFound", "This is not being asked any more.", { hint: "Run the statement again." });
      return { rows: await countAskedRows(tab, id, index, signal) };
    },
    forgetClient: (clientId) => tabs.forgetClient(clientId),
    close: () => tabs.closeAll(),
  };
}

/** One run at a time in a session: a second one would stand behind it unseen. */
async function runAlone(tabs: Tabs, tab: Tab, sql: string, target: RunTarget, signal: AbortSignal): Promise<ScriptRun> {
  if (tab.running)
    throw new AppError("conflict", "A statement runs in this tab already.", { hint: "Wait for it, or cancel it." });
  const closing = new AbortController();
  const running = runScript(tab, sql, target, AbortSignal.any([signal, closing.signal]));
  tab.running = { abort: () => closing.abort(), finished: running.catch(() => undefined) };
  try {
    const run = await running;
    if (run.isLost) tabs.forget(tab);
    return run;
  } finally {
    tab.running = null;
  }
}

async function keep(
  { keepRun }: EditorDependencies,
  { database, user, target }: Tab,
  input: RunInput,
  startedAt: Date,
  { statements }: ScriptRun,
): Promise<void> {
  if (statements.length === 0) return;
  const failed = statements.map(({ result }) => result).find((result) => result.kind === "failed");
  const rows = statements.reduce((sum, { result }) => sum + (result.kind === "done" ? result.end.rows : 0), 0);
  await keepRun({
    id: randomUUID(),
    at: startedAt.toISOString(),
    connectionId: input.ref.connectionId,
    branchId: input.ref.branchId ?? null,
    database,
    user: target.role ?? user,
    sql: input.sql,
    durationMs: Date.now() - startedAt.getTime(),
    rows,
    error: failed?.kind === "failed" ? failed.error.message : null,
  });
}
