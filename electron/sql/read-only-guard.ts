import type { Node, TransactionStmt, VariableSetStmt } from "libpg-query";
import { AppError } from "../../shared/ipc/app-error.ts";
import { classifyStatement, nodeName } from "./classify-statement.ts";
import { visitTree } from "./reading-statement.ts";

const unlock = "Unlock writes for this tab, or try it on a branch.";

/** Commands that READ ONLY lets pass although they lock, rewrite or reach beyond the database. */
const heavyCommands: ReadonlySet<string> = new Set([
  "VacuumStmt",
  "ReindexStmt",
  "ClusterStmt",
  "RepackStmt",
  "CheckPointStmt",
  "LoadStmt",
  "LockStmt",
  "AlterSystemStmt",
  "NotifyStmt",
]);

/** Functions whose effect no transaction holds back: other sessions, files, other servers, the write-ahead log. */
const reachingFunctions = new RegExp(
  `^(?:${[
    "pg_(?:terminate|cancel)_backend|pg_reload_conf|pg_rotate_logfile|pg_promote|pg_log_backend_memory_contexts",
    "pg_switch_wal|pg_create_restore_point|pg_logical_emit_message|pg_file_\\w+|pg_wal_replay_\\w+",
    "pg_(?:create|drop|copy)_\\w*replication_slot|pg_replication_(?:slot_advance|origin_\\w+)|pg_sync_replication_slots",
    "pg_logical_slot_get_\\w+|pg_(?:backup_)?(?:start|stop)(?:_backup)?|dblink\\w*|pg_notify",
    "pg_stat_reset\\w*|pg_stat_statements_reset|pg_(?:try_)?advisory_lock(?:_shared)?|pg_buffercache_evict\\w*",
    // Written without asking whether the transaction may: large objects before 16, statistics, indexes, pages.
    "lo_(?:import|export|creat|create|from_bytea|put|unlink|truncate|truncate64)|lowrite|pg_import_system_collations",
    "pg_(?:restore|clear)_(?:relation|attribute|extended)_stats|brin_(?:summarize|desummarize)_\\w+|gin_clean_pending_list",
    "heap_force_(?:kill|freeze)|pg_truncate_visibility_map",
  ].join("|")})$`,
);

const readOnlySettings = /^(?:default_)?transaction_read_only$/;

/**
 * Why a statement is not sent in a read-only session: what the server's READ ONLY would let pass, and attempts to leave
 * it. Null when the server may judge. The transaction that the statement runs in must be READ ONLY all the same.
 */
export function refuseInReadOnly(node: Node): AppError | null {
  const name = nodeName(node);
  if ("TransactionStmt" in node && beginsToWrite(node.TransactionStmt))
    return refusal("A read-only session begins no READ WRITE transaction.");
  if ("TransactionStmt" in node && /PREPARE/.test(node.TransactionStmt.kind ?? ""))
    return refusal("A prepared transaction may write, so a read-only session neither makes nor ends one.");
  if ("VariableSetStmt" in node && leavesReadOnly(node.VariableSetStmt))
    return refusal("A read-only session stays read-only.");
  if ("CopyStmt" in node && (node.CopyStmt.is_program || node.CopyStmt.filename !== undefined || node.CopyStmt.is_from))
    return refusal("A read-only session runs no COPY from or to a program or file of the server.");
  if ("DoStmt" in node)
    return refusal("A DO block may do what a transaction does not hold back, so a read-only session does not send it.");
  const { isTransactional, isTransactionControl } = classifyStatement(node);
  if (heavyCommands.has(name) || (!isTransactional && !isTransactionControl))
    return refusal("This command changes or locks what others work with, so a read-only session does not send it.");
  const called = reachingCall(node);
  return called === null
    ? null
    : refusal(`${called}() reaches beyond the transaction, so a read-only session does not call it.`);
}

function refusal(message: string): AppError {
  return new AppError("readOnly", message, { hint: unlock });
}

function beginsToWrite({ options }: TransactionStmt): boolean {
  return (options ?? []).some(isReadWriteOption);
}

/** SET and RESET of the setting, under each of its names; SET TRANSACTION only when it says READ WRITE. */
function leavesReadOnly({ name, args }: VariableSetStmt): boolean {
  if (name === undefined) return false;
  if (readOnlySettings.test(name.toLowerCase())) return true;
  if (name === "SESSION CHARACTERISTICS" || name === "TRANSACTION") return (args ?? []).some(isReadWriteOption);
  return false;
}

/** `READ WRITE` is the option transaction_read_only with a zero, which the tree leaves out. */
function isReadWriteOption(option: Node): boolean {
  if (!("DefElem" in option) || option.DefElem.defname !== "transaction_read_only") return false;
  const { arg } = option.DefElem;
  return !(arg && "A_Const" in arg && arg.A_Const.ival?.ival === 1);
}

function reachingCall(node: Node): string | null {
  let found: string | null = null;
  visitTree(node, (value) => {
    if (!Array.isArray(value.funcname)) return;
    const last: unknown = value.funcname.at(-1);
    const name = JSON.stringify(last).match(/"sval":"((?:[^"\\]|\\.)*)"/)?.[1];
    if (name !== undefined && reachingFunctions.test(name)) found = name;
  });
  return found;
}
