import type { Node } from "libpg-query";
import type { LintRule } from "../../rule.ts";

/** Outside a transaction a script that fails half way is run again from its start, and stumbles over what it made. */
export const robustStmts: LintRule = {
  code: "robust-stmts",
  aliases: ["prefer-robust-stmts"],
  class: "safe",
  severity: "info",
  lock: null,
  cost: null,
  directions: ["up", "down"],
  isForOtherRunners: true,
  check: ({ statements }) =>
    statements.some(({ isTransactional, isTransactionControl }) => !isTransactional && !isTransactionControl) &&
    statements.length > 1
      ? statements
          .filter(({ node }) => isFragile(node))
          .map(({ index, kind }) => ({
            statementIndex: index,
            subject: kind,
            message:
              "If the script fails part of the way, this fails when it is run again. Say IF EXISTS or IF NOT EXISTS.",
          }))
      : [],
};

/** An index built CONCURRENTLY is left out: IF NOT EXISTS would take an invalid one for done. */
function isFragile(node: Node): boolean {
  if ("CreateStmt" in node) return !node.CreateStmt.if_not_exists;
  if ("CreateSeqStmt" in node) return !node.CreateSeqStmt.if_not_exists;
  if ("CreateSchemaStmt" in node) return !node.CreateSchemaStmt.if_not_exists;
  if ("DropStmt" in node) return !node.DropStmt.missing_ok;
  return "IndexStmt" in node && !node.IndexStmt.concurrent && !node.IndexStmt.if_not_exists;
}
