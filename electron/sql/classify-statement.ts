import type { DoStmt, DropStmt, Node, ReindexStmt } from "libpg-query";

/** How Postgres treats a statement, as far as its text tells. */
export interface StatementClass {
  /** `CREATE INDEX CONCURRENTLY`, `ALTER TABLE` ...; for people. */
  readonly kind: string;
  /** False for what Postgres refuses in a transaction block, and for ADD VALUE, which is usable only after a commit. */
  readonly isTransactional: boolean;
  /** BEGIN, COMMIT, SAVEPOINT ...: never allowed in a migration. */
  readonly isTransactionControl: boolean;
  /** SET and RESET: they outlive their transaction and must be repeated when another session takes over. */
  readonly isSetting: boolean;
}

/** What a statement is. */
export function classifyStatement(node: Node): StatementClass {
  return {
    kind: statementKind(node),
    isTransactional: !isRefusedInTransaction(node),
    isTransactionControl: "TransactionStmt" in node,
    isSetting: "VariableSetStmt" in node,
  };
}

/** Statement nodes that Postgres runs outside transaction blocks only, whatever their options. */
const alwaysAlone: ReadonlySet<string> = new Set([
  "CreatedbStmt",
  "DropdbStmt",
  "CreateTableSpaceStmt",
  "DropTableSpaceStmt",
  "AlterSystemStmt",
  "CreateSubscriptionStmt",
  "DropSubscriptionStmt",
]);

function isRefusedInTransaction(node: Node): boolean {
  if ("IndexStmt" in node) return node.IndexStmt.concurrent === true;
  if ("DropStmt" in node) return node.DropStmt.concurrent === true;
  if ("ReindexStmt" in node) return isReindexAlone(node.ReindexStmt);
  if ("VacuumStmt" in node) return node.VacuumStmt.is_vacuumcmd === true;
  if ("ClusterStmt" in node) return node.ClusterStmt.relation === undefined;
  if ("AlterTableStmt" in node) return (node.AlterTableStmt.cmds ?? []).some(isConcurrentDetach);
  if ("AlterEnumStmt" in node) return node.AlterEnumStmt.oldVal === undefined;
  if ("DoStmt" in node) return commitsItself(node.DoStmt);
  return alwaysAlone.has(nodeName(node));
}

/** A block that commits on its way (a backfill in batches) is refused where a transaction is open already. */
function commitsItself({ args }: DoStmt): boolean {
  return (args ?? []).some((arg) => {
    const text = "DefElem" in arg && arg.DefElem.defname === "as" ? arg.DefElem.arg : undefined;
    return text !== undefined && "String" in text && /(?:^|[\s;])COMMIT\s*;/i.test(text.String.sval ?? "");
  });
}

function isReindexAlone(reindex: ReindexStmt): boolean {
  const wide = ["REINDEX_OBJECT_SCHEMA", "REINDEX_OBJECT_SYSTEM", "REINDEX_OBJECT_DATABASE"];
  return isConcurrentReindex(reindex) || wide.includes(reindex.kind ?? "");
}

function isConcurrentReindex(reindex: ReindexStmt): boolean {
  return (reindex.params ?? []).some((param) => "DefElem" in param && param.DefElem.defname === "concurrently");
}

function isConcurrentDetach(command: Node): boolean {
  const definition = "AlterTableCmd" in command ? command.AlterTableCmd.def : undefined;
  return definition !== undefined && "PartitionCmd" in definition && definition.PartitionCmd.concurrent === true;
}

/** The type of a node, which is its only key. */
export function nodeName(node: Node): string {
  return Object.keys(node)[0] ?? "";
}

/** Nodes whose name says less than the statement's first words do. */
const kinds: Readonly<Record<string, string>> = {
  SelectStmt: "SELECT",
  CreateStmt: "CREATE TABLE",
  ViewStmt: "CREATE VIEW",
  CreateTableAsStmt: "CREATE TABLE AS",
  CreateTrigStmt: "CREATE TRIGGER",
  CreateSeqStmt: "CREATE SEQUENCE",
  CreateEnumStmt: "CREATE TYPE",
  CompositeTypeStmt: "CREATE TYPE",
  CreateRangeStmt: "CREATE TYPE",
  AlterEnumStmt: "ALTER TYPE",
  DefineStmt: "CREATE",
  RuleStmt: "CREATE RULE",
  RefreshMatViewStmt: "REFRESH MATERIALIZED VIEW",
  VariableSetStmt: "SET",
  VariableShowStmt: "SHOW",
  GrantRoleStmt: "GRANT",
  TransactionStmt: "TRANSACTION",
  RenameStmt: "ALTER ... RENAME",
};

function statementKind(node: Node): string {
  if ("IndexStmt" in node) return node.IndexStmt.concurrent ? "CREATE INDEX CONCURRENTLY" : "CREATE INDEX";
  if ("ReindexStmt" in node) return isConcurrentReindex(node.ReindexStmt) ? "REINDEX CONCURRENTLY" : "REINDEX";
  if ("DropStmt" in node) return dropKind(node.DropStmt);
  if ("VacuumStmt" in node) return node.VacuumStmt.is_vacuumcmd ? "VACUUM" : "ANALYZE";
  const name = nodeName(node);
  const words = name.replace(/Stmt$/, "").replace(/([a-z])([A-Z])/g, "$1 $2");
  return kinds[name] ?? words.toUpperCase();
}

function dropKind(drop: DropStmt): string {
  const object = (drop.removeType ?? "").replace(/^OBJECT_/, "").replace("MATVIEW", "MATERIALIZED VIEW");
  return `DROP ${object.replaceAll("_", " ")}${drop.concurrent ? " CONCURRENTLY" : ""}`;
}
