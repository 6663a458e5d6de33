import type { Node } from "libpg-query";
import { AppError, isAppError } from "../../shared/ipc/app-error.ts";
import type { CommitMark, CommitVerdict } from "../../shared/sessions/commit-outcome.ts";
import { markCommit } from "../postgres/outcome/commit-outcome.ts";
import { classifyStatement, nodeName } from "../sql/classify-statement.ts";
import { isReadOnlyStatement } from "../sql/reading-statement.ts";
import type { ScriptStatement } from "../sql/split-script.ts";
import { endBegun } from "./begin-by-itself.ts";
import { describeLostCommit } from "./lost-commit.ts";
import type { Tab } from "./tabs.ts";

const own = { cause: "editor: commit alone" };

/** Statements that mean the same in a transaction of their own. What may commit inside (CALL, DO) or may not stand in one is not here. */
const wrappedNodes: ReadonlySet<string> = new Set([
  "InsertStmt",
  "UpdateStmt",
  "DeleteStmt",
  "MergeStmt",
  "SelectStmt",
  "TruncateStmt",
  "CreateStmt",
  "CreateTableAsStmt",
  "AlterTableStmt",
  "IndexStmt",
  "DropStmt",
  "ViewStmt",
]);

/** Whether a statement that is to be committed by itself gets a transaction of its own, which has a number to ask for. */
export function isWrapped(node: Node | null): boolean {
  if (node === null || !wrappedNodes.has(nodeName(node)) || isReadOnlyStatement(node)) return false;
  return classifyStatement(node).isTransactional;
}

/**
 * BEGIN, the statement, COMMIT. A line that breaks before COMMIT was sent stored nothing; when the answer to COMMIT is lost, the
 * server is asked by the transaction's number. Nothing is sent again.
 */
export async function commitAlone<T>(
  { session, server }: Tab,
  { sql }: ScriptStatement,
  send: () => Promise<T>,
  findOutcome: (mark: CommitMark, signal: AbortSignal) => Promise<CommitVerdict>,
  signal: AbortSignal,
): Promise<T> {
  await session.execute("BEGIN", [], own);
  let end: T;
  let mark: CommitMark | null;
  try {
    end = await send();
    mark = await markCommit(session, server);
  } catch (error) {
    await endBegun(session);
    throw isAppError(error, "connectionLost", "processLost") ? notStored(error, sql) : error;
  }
  try {
    await session.execute("COMMIT", [], own);
    return end;
  } catch (error) {
    if (!isAppError(error, "connectionLost", "processLost")) throw error;
    throw mark === null ? notStored(error, sql) : describeLostCommit(await findOutcome(mark, signal), mark, sql);
  }
}

function notStored({ code, message, details: { postgres } }: AppError, statement: string): AppError {
  return new AppError(code, "The connection was lost before the statement was committed: nothing of it is stored.", {
    hint: `Run it again if you still want it.${postgres ? ` The server said: ${message}` : ""}`,
    statement,
    ...(postgres ? { postgres } : {}),
  });
}
