import type { Node, TransactionStmt } from "libpg-query";
import type { PendingWork } from "../../shared/editor/model.ts";
import type { TransactionStatus } from "../postgres/session.ts";
import { nodeName } from "../sql/classify-statement.ts";
import { isReadOnlyStatement } from "../sql/reading-statement.ts";

/** What the open transaction has done, and had done at each of its savepoints, the newest last. */
export interface PendingState {
  readonly total: PendingWork;
  readonly savepoints: readonly { readonly name: string; readonly total: PendingWork }[];
}

const nothingPending: PendingState = { total: { statements: 0, rows: 0, definitions: 0 }, savepoints: [] };

/** Statements of the session's own that leave nothing to commit. */
const sessionNodes: ReadonlySet<string> = new Set([
  "VariableSetStmt",
  "DeclareCursorStmt",
  "FetchStmt",
  "ClosePortalStmt",
  "PrepareStmt",
  "DeallocateStmt",
  "ListenStmt",
  "UnlistenStmt",
  "ConstraintsSetStmt",
  "DiscardStmt",
  "LoadStmt",
  "LockStmt",
]);

/** Counts a statement that succeeded. `command` is the server's tag for it, `status` where the transaction stands after it. */
export function countStatement(
  before: PendingState | null,
  node: Node | null,
  command: string,
  status: TransactionStatus,
): PendingState | null {
  if (status === "idle") return null;
  const state = before ?? nothingPending;
  if (node !== null && "TransactionStmt" in node) return countControl(state, node.TransactionStmt);
  if (node !== null && (isReadOnlyStatement(node) || sessionNodes.has(nodeName(node)))) return state;
  const { statements, rows, definitions } = state.total;
  const [, changed = "0"] = /^(?:INSERT 0|UPDATE|DELETE|MERGE|COPY) (\d+)$/.exec(command) ?? [];
  const total = {
    statements: statements + 1,
    rows: rows + Number(changed),
    definitions: definitions + (changesDefinition(node, command) ? 1 : 0),
  };
  return { ...state, total };
}

function changesDefinition(node: Node | null, command: string): boolean {
  // CREATE TABLE AS answers as SELECT does.
  if (node !== null && ("CreateTableAsStmt" in node || "SelectStmt" in node)) return "CreateTableAsStmt" in node;
  return /^(CREATE|ALTER|DROP|COMMENT|GRANT|REVOKE|SECURITY|IMPORT)\b/.test(command);
}

function countControl(state: PendingState, { kind, savepoint_name: name = "" }: TransactionStmt): PendingState {
  const { total, savepoints } = state;
  const at = savepoints.findLastIndex((savepoint) => savepoint.name === name);
  switch (kind) {
    case "TRANS_STMT_SAVEPOINT":
      return { total, savepoints: [...savepoints, { name, total }] };
    case "TRANS_STMT_ROLLBACK_TO":
      return { total: savepoints[at]?.total ?? total, savepoints: savepoints.slice(0, at + 1) };
    case "TRANS_STMT_RELEASE":
      return { total, savepoints: savepoints.slice(0, Math.max(0, at)) };
    case "TRANS_STMT_BEGIN":
    case "TRANS_STMT_START":
      return state; // inside of a transaction it only warns
    default:
      return nothingPending; // COMMIT or ROLLBACK AND CHAIN
  }
}
