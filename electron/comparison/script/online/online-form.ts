import type { Constraint, IndexStmt, Node } from "libpg-query";
import type { ScriptStatement } from "../../../../shared/comparison/script-model.ts";
import { quoteIdentifier } from "../../../../shared/sql/quote.ts";
import { parseScript } from "../../../sql/parse-script.ts";
import {
  addedConstraint,
  keyOf,
  namesOf,
  relationKey,
  relationSql,
  type TableAction,
  tableActionOf,
} from "../statement-nodes.ts";
import { addColumnOnline } from "./add-column-online.ts";
import { attachOnline } from "./attach-online.ts";
import { aloneStep, briefStep, openStep } from "./online-statements.ts";
import type { OnlineSchemas, PlainStep } from "./plain-step.ts";
import { setNotNullOnline } from "./set-not-null.ts";

/**
 * The script in its online form: CREATE and DROP INDEX CONCURRENTLY, constraints NOT VALID first, NOT NULL through a CHECK,
 * UNIQUE and PRIMARY KEY through an index, columns with a default of their own for each row in batches. A statement that
 * has no such form, or is about a table that the script itself makes, stays as it is.
 */
export async function onlineForm(
  plain: readonly ScriptStatement[],
  schemas: OnlineSchemas,
): Promise<readonly ScriptStatement[]> {
  const made = new Set<string>();
  const renamed = new Set<string>();
  const isInUse = (key: string) => !made.has(key) && (renamed.has(key) || schemas.from.table(key) !== undefined);
  const online: ScriptStatement[] = [];
  for (const statement of plain) {
    const [parsed] = await parseScript(statement.sql);
    const node = parsed?.node;
    if (!node) continue;
    online.push(...rewrite(node, { statement, schemas, isInUse }));
    if ("CreateStmt" in node) made.add(keyOf(node.CreateStmt.relation));
    if ("CreateTableAsStmt" in node) made.add(keyOf(node.CreateTableAsStmt.into?.rel));
    if ("RenameStmt" in node && node.RenameStmt.renameType === "OBJECT_TABLE")
      renamed.add(relationKey(node.RenameStmt.relation?.schemaname, node.RenameStmt.newname));
  }
  return online;
}

function rewrite(node: Node, step: PlainStep): readonly ScriptStatement[] {
  if ("IndexStmt" in node) return createIndexOnline(node.IndexStmt, step);
  if ("DropStmt" in node && node.DropStmt.removeType === "OBJECT_INDEX")
    return dropIndexOnline(node.DropStmt.objects ?? [], step);
  const action = tableActionOf(node);
  const key = keyOf(action?.relation);
  if (!action || !step.isInUse(key)) return [step.statement];
  const { subtype, name } = action.command;
  if (subtype === "AT_AttachPartition" || subtype === "AT_DetachPartition") return movePartition(action, step);
  if (subtype === "AT_SetNotNull") return setNotNullOnline(relationSql(action.relation), name ?? "");
  if (subtype === "AT_AddColumn") return addColumnOnline(action, step) ?? [step.statement];
  const constraint = addedConstraint(action);
  return constraint ? addConstraintOnline(action, constraint, step) : [step.statement];
}

function movePartition({ relation, command }: TableAction, step: PlainStep): readonly ScriptStatement[] {
  const child = command.def !== undefined && "PartitionCmd" in command.def ? command.def.PartitionCmd.name : undefined;
  // CONCURRENTLY would leave a CHECK behind, and reads no rows less.
  if (command.subtype === "AT_DetachPartition") return [briefStep(step.statement.sql)];
  return (step.isInUse(keyOf(child)) ? attachOnline(relation, child, step) : null) ?? [step.statement];
}

function createIndexOnline(index: IndexStmt, { statement, schemas, isInUse }: PlainStep): readonly ScriptStatement[] {
  const key = keyOf(index.relation);
  // On a partitioned table it is ON ONLY, reads nothing, and its partitions get theirs one by one.
  const isPartitioned = schemas.from.isPartitioned(key) || schemas.to.isPartitioned(key);
  if (!isInUse(key) || isPartitioned || index.concurrent === true) return [statement];
  return [aloneStep(statement.sql.replace(/^CREATE (UNIQUE )?INDEX /, "CREATE $1INDEX CONCURRENTLY "))];
}

function dropIndexOnline(objects: readonly Node[], { statement, schemas }: PlainStep): readonly ScriptStatement[] {
  const [object] = objects;
  const names = object && "List" in object ? namesOf(object.List.items) : [];
  const [schema = "", name = ""] = names;
  const index = schemas.from.index(relationKey(schema, name));
  const isPlain = index !== undefined && !schemas.from.isPartitioned(relationKey(schema, index.parent));
  if (objects.length !== 1 || !isPlain) return [statement];
  return [aloneStep(statement.sql.replace(/^DROP INDEX /, "DROP INDEX CONCURRENTLY "))];
}

function addConstraintOnline(
  { relation }: TableAction,
  constraint: Constraint,
  { statement, schemas }: PlainStep,
): readonly ScriptStatement[] {
  const table = relationSql(relation);
  const isPartitioned = schemas.to.isPartitioned(keyOf(relation));
  const { contype, conname = "", skip_validation } = constraint;
  const isChecked = contype === "CONSTR_CHECK" || contype === "CONSTR_FOREIGN";
  if (isChecked && skip_validation !== true && !/\bNOT ENFORCED\b/i.test(statement.sql)) {
    // Before 18 a foreign key of a partitioned table cannot be NOT VALID, and one to such a table is not validated as a whole.
    const isOfPartitioned = isPartitioned || schemas.to.isPartitioned(keyOf(constraint.pktable));
    if (contype === "CONSTR_FOREIGN" && isOfPartitioned && schemas.major < 18) return [statement];
    return [
      briefStep(`${statement.sql} NOT VALID`, contype === "CONSTR_FOREIGN" ? "writes" : "table"),
      openStep(`ALTER TABLE ${table} VALIDATE CONSTRAINT ${quoteIdentifier(conname)}`),
    ];
  }
  const isByIndex = contype === "CONSTR_UNIQUE" || contype === "CONSTR_PRIMARY";
  if (!isByIndex || isPartitioned || constraint.without_overlaps === true || constraint.indexname !== undefined)
    return [statement];
  return addByIndex(table, constraint, statement);
}

function addByIndex(table: string, constraint: Constraint, statement: ScriptStatement): readonly ScriptStatement[] {
  const { contype, conname = "", keys, including, nulls_not_distinct, deferrable, initdeferred, options } = constraint;
  // What an index is told beyond its columns is rare here, and not worth being composed a second time.
  if ((options ?? []).length > 0) return [statement];
  const list = (nodes: readonly Node[] | undefined) => namesOf(nodes).map(quoteIdentifier).join(", ");
  const include = (including ?? []).length > 0 ? ` INCLUDE (${list(including)})` : "";
  const nulls = nulls_not_distinct === true ? " NULLS NOT DISTINCT" : "";
  const name = quoteIdentifier(conname);
  const kind = contype === "CONSTR_PRIMARY" ? "PRIMARY KEY" : "UNIQUE";
  const when = `${deferrable === true ? " DEFERRABLE" : ""}${initdeferred === true ? " INITIALLY DEFERRED" : ""}`;
  return [
    aloneStep(`CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${table} (${list(keys)})${include}${nulls}`),
    briefStep(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${kind} USING INDEX ${name}${when}`),
  ];
}
