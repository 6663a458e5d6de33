import { setImmediate } from "node:timers/promises";
import type {
  CommitMode,
  EditorSession,
  RunConfirmation,
  RunQuestion,
  StatementOutcome,
} from "../../shared/editor/model.ts";
import { AppError, isAppError } from "../../shared/ipc/app-error.ts";
import type { CommitMark, CommitVerdict } from "../../shared/sessions/commit-outcome.ts";
import { bindParameters, type ParameterGiven } from "../../shared/sql/parameters/bind-parameters.ts";
import { mayHoldParameters } from "../../shared/sql/parameters/find-parameters.ts";
import { markCommit } from "../postgres/outcome/commit-outcome.ts";
import type { OwnedSession } from "../postgres/session.ts";
import type { SqlParser } from "../sql/parser/sql-parser.ts";
import type { ScriptStatement } from "../sql/split-script.ts";
import { askFirst } from "./ask-first.ts";
import { beginFor, endBegun } from "./begin-by-itself.ts";
import { commitAlone, isWrapped } from "./commit-alone.ts";
import { describeLostCommit } from "./lost-commit.ts";
import { countStatement } from "./pending-work.ts";
import { type Guard, refuseStatement, sendStatement } from "./send-statement.ts";
import { describeTab, readIsolation, type Tab } from "./tabs.ts";
import { tellFailure } from "./tell-failure.ts";

/** Where a run's rows go, and what reads its text. */
export interface RunTarget {
  readonly parser: SqlParser;
  /** Whether the next statement may write. */
  readonly mayWrite: () => boolean;
  /** Asks the server, on another session, what became of a COMMIT that was not answered. */
  readonly findOutcome: (mark: CommitMark, signal: AbortSignal) => Promise<CommitVerdict>;
  readonly clientId: string;
  readonly stream: string;
  readonly firstPart: number;
  readonly maxRows: number;
  readonly parameters: readonly ParameterGiven[];
  readonly confirmation: RunConfirmation | undefined;
  readonly commitMode: CommitMode;
}

/** How a run went; `isLost` when the session is gone with it. */
export interface ScriptRun {
  readonly session: EditorSession;
  readonly statements: readonly StatementOutcome[];
  readonly notSent: number;
  readonly isLost: boolean;
  readonly question: RunQuestion | null;
}

/**
 * Runs the statements of a text one after the other until one fails. Rejects for bugs, `unsupported`, `invalidInput` (a
 * parameter without a value), and as the parser does: then nothing was sent.
 */
export async function runScript(tab: Tab, sql: string, target: RunTarget, signal: AbortSignal): Promise<ScriptRun> {
  const { session } = tab;
  const statements = await target.parser.split(sql, signal);
  await refuseOtherStrings(session, sql);
  if (mayHoldParameters(sql)) await refuseMissing(statements, target.parameters);
  const asked = { sql, statements, parameters: target.parameters };
  const question = target.mayWrite() ? await askFirst(tab, asked, target.confirmation, signal) : null;
  if (question) {
    const unsent = { statements: [], notSent: statements.length, isLost: false, question };
    return { session: describeTab(tab, false, await readIsolation(session)), ...unsent };
  }
  const outcomes: StatementOutcome[] = [];
  for (const [index, statement] of statements.entries()) {
    const part = target.firstPart + index;
    const outcome = await runStatement(tab, statement, part, target, signal);
    outcomes.push(outcome);
    if (outcome.result.kind === "failed") break;
  }
  const last = outcomes.at(-1)?.result;
  const isLost =
    last?.kind === "failed" && ["connectionLost", "processLost", "outcomeUnknown"].includes(last.error.code);
  const described = describeTab(tab, !target.mayWrite(), isLost ? null : await readIsolation(session));
  return {
    // A session that is gone has no transaction any more, whatever was heard of it last.
    session: isLost ? { ...described, transaction: "idle", pending: null } : described,
    statements: outcomes,
    notSent: statements.length - outcomes.length,
    isLost,
    question: null,
  };
}

/** Before anything is sent; others have their turn meanwhile. */
async function refuseMissing(
  statements: readonly ScriptStatement[],
  parameters: readonly ParameterGiven[],
): Promise<void> {
  for (const [index, { sql }] of statements.entries()) {
    if (index % 500 === 499) await setImmediate();
    bindParameters(sql, parameters);
  }
}

async function runStatement(
  tab: Tab,
  statement: ScriptStatement,
  part: number,
  run: RunTarget,
  signal: AbortSignal,
): Promise<StatementOutcome> {
  const { start, end } = statement;
  const outcome = { part, range: { start, end } };
  const isReadOnly = !run.mayWrite();
  const refusal = refuseStatement(statement, isReadOnly);
  if (refusal) {
    const error = { ...refusal.toWire(), statement: statement.sql };
    return { ...outcome, result: { kind: "failed", error, offset: null, parameter: null, wasSent: false } };
  }
  const bound = bindParameters(statement.sql, run.parameters);
  try {
    const guard = !isReadOnly ? "none" : tab.target.isReadOnly ? "readOnly" : "noLongerWriting";
    const target = { clientId: run.clientId, stream: run.stream, part };
    // A COMMIT that failed has ended its transaction as well.
    if (tab.session.transactionStatus === "idle") tab.pending = null;
    const send = () => sendStatement(tab.session, statement, bound, guard, { target, maxRows: run.maxRows, signal });
    const done = await sendCommitting(tab, statement, guard, send, run, signal);
    tab.pending = countStatement(tab.pending, statement.node, done.command, tab.session.transactionStatus);
    return { ...outcome, result: { kind: "done", end: done } };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { ...outcome, result: { kind: "failed", wasSent: true, ...tellFailure(error, statement, bound) } };
  }
}

/** Sends a statement with what its commit needs: a transaction begun for it, or a number to ask for when the line breaks. */
async function sendCommitting<T>(
  tab: Tab,
  statement: ScriptStatement,
  guard: Guard,
  send: () => Promise<T>,
  run: RunTarget,
  signal: AbortSignal,
): Promise<T> {
  const { session } = tab;
  if (guard !== "readOnly" && isCommit(statement)) return await commit(tab, send, run, signal);
  if (guard !== "none" || session.transactionStatus !== "idle") return await send();
  if (run.commitMode === "auto")
    return await (isWrapped(statement.node) ? commitAlone(tab, statement, send, run.findOutcome, signal) : send());
  const isBegun = await beginFor(tab, statement);
  try {
    return await send();
  } catch (error) {
    if (isBegun) await endBegun(session);
    throw error;
  }
}

function isCommit({ node }: ScriptStatement): boolean {
  return node !== null && "TransactionStmt" in node && node.TransactionStmt.kind === "TRANS_STMT_COMMIT";
}

/** COMMIT of the user's own transaction. When its answer is lost, the server is asked; nothing is sent again. */
async function commit<T>(
  { session, server }: Tab,
  send: () => Promise<T>,
  run: RunTarget,
  signal: AbortSignal,
): Promise<T> {
  const mark = session.transactionStatus === "open" ? await markCommit(session, server) : null;
  try {
    return await send();
  } catch (error) {
    if (mark === null || !isAppError(error, "outcomeUnknown")) throw error;
    throw describeLostCommit(await run.findOutcome(mark, signal), mark, "COMMIT");
  }
}

/**
 * With standard_conforming_strings off, `'\'` is no whole string: what we take for two statements, the server would read as
 * one. Only texts with a backslash before a quote can differ.
 */
async function refuseOtherStrings(session: OwnedSession, sql: string): Promise<void> {
  if (!sql.includes("\\'") || session.transactionStatus === "failed") return;
  const setting = "SELECT pg_catalog.current_setting('standard_conforming_strings', true)";
  const answer = await session.query(setting, [], { cause: "editor: strings" });
  if (answer.rows[0]?.[0] !== "off") return;
  throw new AppError(
    "unsupported",
    "This session reads backslashes in strings in its own way, so the text was not split.",
    {
      hint: "SET standard_conforming_strings = on, or write such strings as E'...'.",
    },
  );
}
