import type { ColumnDef, Node } from "libpg-query";
import { quoteIdentifier } from "../../../shared/sql/quote.ts";
import { type DraftStatement, draft, reworded, type ScriptSchemas } from "./draft.ts";
import { propertyOf } from "./known-schema.ts";
import { moveDefaults } from "./move-defaults.ts";
import {
  addedColumn,
  keyOf,
  namesOf,
  relationKey,
  relationSql,
  type TableAction,
  tableActionOf,
} from "./statement-nodes.ts";

type Mend = (one: DraftStatement, schemas: ScriptSchemas) => Promise<readonly DraftStatement[]> | null;

/**
 * Mends what the engine (1.0.0-alpha.34) is known to write wrongly. Each rule is about one of its habits, and has a pair
 * in the corpus that fails without it. A rule gives null for what is not its own.
 */
const mends: readonly Mend[] = [
  mendDomain,
  mendIdentity,
  mendAddedVirtual,
  mendCreatedVirtual,
  mendDefaultPrivileges,
  keepAttachedIndex,
];

/** Applies all rules. */
export async function mendStatements(
  statements: readonly DraftStatement[],
  schemas: ScriptSchemas,
): Promise<readonly DraftStatement[]> {
  const mended: DraftStatement[] = [];
  for (const one of statements) {
    const work = mends.map((mend) => mend(one, schemas)).find((answer) => answer !== null);
    mended.push(...(work ? await work : [one]));
  }
  return moveDefaults(mended);
}

/** Since 18 a domain's NOT NULL is a constraint with a name; the engine writes it a second time without one. */
function mendDomain(one: DraftStatement): ReturnType<Mend> {
  if (!one.node || !("CreateDomainStmt" in one.node)) return null;
  const sql = one.statement.sql.replace(/ NOT NULL(?= CONSTRAINT "(?:[^"]|"")+" NOT NULL)/, "");
  return sql === one.statement.sql ? null : reworded(one, sql).then((mended) => [mended]);
}

/** An identity can only be given to a column that is NOT NULL already. */
function mendIdentity(one: DraftStatement, { from }: ScriptSchemas): ReturnType<Mend> {
  const action = one.node && tableActionOf(one.node);
  if (action?.command.subtype !== "AT_AddIdentity") return null;
  const { name = "" } = action.command;
  if (propertyOf(from.column(keyOf(action.relation), name), "NULL") !== "allowed") return null;
  const sql = `ALTER TABLE ${relationSql(action.relation)} ALTER COLUMN ${quoteIdentifier(name)} SET NOT NULL`;
  return draft(sql, one.statement.hazards).then((first) => [first, one]);
}

/** The engine takes every generated column for a stored one. */
function mendAddedVirtual(one: DraftStatement, schemas: ScriptSchemas): ReturnType<Mend> {
  const action = one.node && tableActionOf(one.node);
  const column = action && addedColumn(action);
  if (!action || !column || !isVirtual(action, column, schemas)) return null;
  return reworded(one, withoutStored(one.statement.sql, one.statement.sql.length)).then((mended) => [mended]);
}

function isVirtual({ relation }: Pick<TableAction, "relation">, { colname = "" }: ColumnDef, { to }: ScriptSchemas) {
  return propertyOf(to.column(keyOf(relation), colname), "Generated") === "virtual";
}

function mendCreatedVirtual(one: DraftStatement, schemas: ScriptSchemas): ReturnType<Mend> {
  if (!one.node || !("CreateStmt" in one.node)) return null;
  const { relation, tableElts } = one.node.CreateStmt;
  const bytes = Buffer.from(one.statement.sql, "utf8");
  // The parser counts bytes. From the last column to the first, so that the places before stay right.
  const places = (tableElts ?? []).map(placeOf);
  let { sql } = one.statement;
  for (const [at, element] of [...(tableElts ?? []).entries()].reverse()) {
    if (!("ColumnDef" in element) || !isVirtual({ relation }, element.ColumnDef, schemas)) continue;
    const endByte = places[at + 1] ?? bytes.length;
    sql = withoutStored(sql, bytes.subarray(0, endByte).toString("utf8").length);
  }
  return sql === one.statement.sql ? null : reworded(one, sql).then((mended) => [mended]);
}

function placeOf(element: Node): number | undefined {
  if ("ColumnDef" in element) return element.ColumnDef.location;
  return "Constraint" in element ? element.Constraint.location : undefined;
}

/** The last STORED before a place becomes VIRTUAL. */
function withoutStored(sql: string, end: number): string {
  const at = sql.lastIndexOf("STORED", end);
  return at < 0 ? sql : `${sql.slice(0, at)}VIRTUAL${sql.slice(at + "STORED".length)}`;
}

/** Default privileges of a schema only add: PUBLIC is granted nothing there that the second schema does not say. */
function mendDefaultPrivileges(one: DraftStatement, { to }: ScriptSchemas): ReturnType<Mend> {
  if (!one.node || !("AlterDefaultPrivilegesStmt" in one.node)) return null;
  const { action, options } = one.node.AlterDefaultPrivilegesStmt;
  const isPublic = (action?.grantees ?? []).some(
    (role) => "RoleSpec" in role && role.RoleSpec.roletype === "ROLESPEC_PUBLIC",
  );
  const schema = (options ?? []).flatMap((option) =>
    "DefElem" in option && option.DefElem.defname === "schemas" ? listedNames(option.DefElem.arg) : [],
  )[0];
  if (!isPublic || schema === undefined || action?.is_grant !== true || to.grantsByDefaultToPublic(schema)) return null;
  return Promise.resolve([]);
}

function listedNames(list: Node | undefined): readonly string[] {
  return list && "List" in list ? namesOf(list.List.items) : [];
}

/** The engine does not see indexes that are attached to one of the parent, and drops one that becomes so. */
function keepAttachedIndex(one: DraftStatement, { from, to }: ScriptSchemas): ReturnType<Mend> {
  if (!one.node || !("DropStmt" in one.node) || one.node.DropStmt.removeType !== "OBJECT_INDEX") return null;
  const [schema, name] = listedNames(one.node.DropStmt.objects?.[0]);
  const [before, after] = [from.index(relationKey(schema, name)), to.index(relationKey(schema, name))];
  if (!before || !after || propertyOf(after, "Attached to") === null) return null;
  return propertyOf(before, "Definition") === propertyOf(after, "Definition") ? Promise.resolve([]) : null;
}
