import { segmentsOf } from "../../../../shared/changes/segments.ts";
import type { PreparedStatement } from "../../script/prepare-script.ts";
import type { LintScript } from "../rule.ts";

/**
 * Statements that share a transaction. Steward runs consecutive transactional statements in one; in a script for
 * another runner BEGIN and COMMIT count as well, and what stands outside of them runs each by itself only if there are any.
 */
export function transactionsOf({
  statements,
  runner,
}: Pick<LintScript, "statements" | "runner">): readonly (readonly PreparedStatement[])[] {
  const ofSteward = segmentsOf(statements).map((segment) => segment.statements);
  if (runner === "steward" || !statements.some(({ isTransactionControl }) => isTransactionControl)) return ofSteward;
  const found: PreparedStatement[][] = [];
  let open: PreparedStatement[] | null = null;
  for (const statement of statements) {
    const control = "TransactionStmt" in statement.node ? statement.node.TransactionStmt.kind : undefined;
    if (control === "TRANS_STMT_BEGIN" || control === "TRANS_STMT_START") open = [];
    else if (control === "TRANS_STMT_COMMIT" || control === "TRANS_STMT_ROLLBACK") {
      if (open) found.push(open);
      open = null;
    } else if (open) open.push(statement);
    else found.push([statement]);
  }
  return open ? [...found, open] : found;
}
