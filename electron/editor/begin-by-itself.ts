import type { Node } from "libpg-query";
import { isAppError } from "../../shared/ipc/app-error.ts";
import type { OwnedSession } from "../postgres/session.ts";
import { classifyStatement } from "../sql/classify-statement.ts";
import type { ScriptStatement } from "../sql/split-script.ts";
import type { Tab } from "./tabs.ts";

const own = { cause: "editor: manual commit" };

/** Begins the transaction that a statement needs in a tab whose commits are manual. Gives whether it did. */
export async function beginFor({ session }: Tab, { node }: ScriptStatement): Promise<boolean> {
  if (session.transactionStatus !== "idle" || !beginsTransaction(node)) return false;
  await session.execute("BEGIN", [], own);
  return true;
}

/**
 * Settings of the session are meant to last, and what Postgres refuses in a transaction block runs alone, as it would with
 * psql's AUTOCOMMIT off.
 */
export function beginsTransaction(node: Node | null): boolean {
  if (node === null) return true;
  if ("VariableShowStmt" in node || "DiscardStmt" in node) return false;
  if ("VariableSetStmt" in node) return node.VariableSetStmt.is_local === true;
  const { isTransactional, isTransactionControl } = classifyStatement(node);
  // A new label of an enum may be added inside of a transaction; only its use has to wait.
  return !isTransactionControl && (isTransactional || "AlterEnumStmt" in node);
}

/** The statement that a transaction was begun for has failed: nothing is in it that somebody would have to roll back. */
export async function endBegun(session: OwnedSession): Promise<void> {
  try {
    if (session.transactionStatus !== "idle") await session.execute("ROLLBACK", [], own);
  } catch (error) {
    // A lost session rolls back by itself; the error that led here is the one to show.
    if (!isAppError(error, "connectionLost", "processLost")) throw error;
  }
}
