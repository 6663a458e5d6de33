import type { AlterTableCmd, DropStmt, MergeStmt, Node, RangeVar } from "libpg-query";
import { nodeName } from "../classify-statement.ts";
import { type NamedRelation, visitTree } from "../reading-statement.ts";
import { isAlwaysTrue, shapeOf } from "./is-always-true.ts";

/** What a statement may destroy, as far as its text tells. */
export interface Danger {
  readonly kind: "everyRow" | "drop" | "truncate" | "rewrite" | "triggersOff" | "access" | "unknownEffect";
  /** What happens, as a sentence. */
  readonly message: string;
  /** What is to be typed: the object's name as it stands in the statement. */
  readonly object: string;
  /** The table whose rows are meant; null where rows are not what is lost. */
  readonly relation: NamedRelation | null;
}

/** The dangers of one statement, data-modifying WITH and EXPLAIN ANALYZE included; none for ordinary work. */
export function findDangers(node: Node): readonly Danger[] {
  const found: Danger[] = [];
  if ("ExplainStmt" in node) {
    const { query, options } = node.ExplainStmt;
    const runs = (options ?? []).some((option) => "DefElem" in option && option.DefElem.defname === "analyze");
    return runs && query ? findDangers(query) : [];
  }
  if ("PrepareStmt" in node) return node.PrepareStmt.query ? findDangers(node.PrepareStmt.query) : [];
  visitTree(node, (value) => {
    // A visited object with one of these keys is a parse node; its shape is the parser's own.
    const rows = everyRowOf(value as Readonly<Record<string, unknown>> & Partial<Record<string, RowsStatement>>);
    if (rows) found.push(rows);
  });
  if ("MergeStmt" in node) found.push(...merged(node.MergeStmt));
  if ("TruncateStmt" in node)
    for (const relation of (node.TruncateStmt.relations ?? []).map(toRelation))
      if (relation) found.push(truncate(relation));
  if ("DropStmt" in node) found.push(...dropped(node.DropStmt));
  if ("AlterTableStmt" in node) found.push(...altered(node.AlterTableStmt.relation, node.AlterTableStmt.cmds ?? []));
  return [...found, ...otherDangers(node)];
}

interface RowsStatement {
  readonly relation?: RangeVar;
  readonly whereClause?: Node;
  readonly usingClause?: readonly Node[];
  readonly fromClause?: readonly Node[];
}

function everyRowOf(value: Partial<Record<string, RowsStatement>>): Danger | null {
  const statement = value.DeleteStmt ?? value.UpdateStmt;
  if (!statement?.relation) return null;
  // `WHERE CURRENT OF` is one row; USING and FROM without a condition join every row with every row.
  const isDelete = value.DeleteStmt !== undefined;
  if (statement.whereClause && !isAlwaysTrue(statement.whereClause)) return null;
  const relation = relationOf(statement.relation);
  const why = statement.whereClause ? "its WHERE is always true" : "it has no WHERE";
  return {
    kind: "everyRow",
    message: `${isDelete ? "Deletes" : "Changes"} every row of ${nameOf(relation)}: ${why}.`,
    object: relation.name,
    relation,
  };
}

/** MERGE touches every row when all match, or for what the source does not have. */
function merged({ relation: target, joinCondition, mergeWhenClauses }: MergeStmt): readonly Danger[] {
  const isWide = joinCondition !== undefined && isAlwaysTrue(joinCondition);
  const bySource = (mergeWhenClauses ?? []).some(
    (clause) =>
      "MergeWhenClause" in clause &&
      clause.MergeWhenClause.matchKind === "MERGE_WHEN_NOT_MATCHED_BY_SOURCE" &&
      clause.MergeWhenClause.commandType !== "CMD_NOTHING",
  );
  if (!target || !(isWide || bySource)) return [];
  const relation = relationOf(target);
  const why = isWide ? "its condition is always true" : "rows that the source does not have are touched";
  return [
    {
      kind: "everyRow",
      message: `May touch every row of ${nameOf(relation)}: ${why}.`,
      object: relation.name,
      relation,
    },
  ];
}

function truncate(relation: NamedRelation): Danger {
  return { kind: "truncate", message: `Empties ${nameOf(relation)}.`, object: relation.name, relation };
}

/** Kinds whose loss is repaired by running their definition again hold nothing; these hold rows, rights or other objects. */
const worthAsking =
  /^(?:TABLE|SCHEMA|SEQUENCE|MATVIEW|VIEW|COLUMN|EXTENSION|TYPE|DOMAIN|FOREIGN_TABLE|FOREIGN_SERVER|FUNCTION|PROCEDURE|ROUTINE|AGGREGATE|POLICY|TRIGGER|EVENT_TRIGGER|INDEX|PUBLICATION|RULE|OPERATOR|COLLATION|LANGUAGE|CAST|STATISTIC_EXT|USER_MAPPING|FDW|TSCONFIGURATION)/;

function dropped({ objects, removeType, behavior }: DropStmt): readonly Danger[] {
  const type = (removeType ?? "").replace(/^OBJECT_/, "");
  if (!worthAsking.test(type)) return [];
  const word = type.replace("MATVIEW", "materialized view").replaceAll("_", " ").toLowerCase();
  const rest = behavior === "DROP_CASCADE" ? " with everything that depends on it" : "";
  return (objects ?? []).map((object) => {
    const names = namesIn(object);
    const name = names.at(-1) ?? "";
    const schema = names.length > 1 ? (names.at(-2) ?? null) : null;
    const holdsRows = type === "TABLE" || type === "MATVIEW" || type === "FOREIGN_TABLE";
    return {
      kind: "drop" as const,
      message: `Drops ${word} ${names.join(".")}${rest}.`,
      object: name,
      relation: holdsRows ? { schema, name } : null,
    };
  });
}

function namesIn(object: Node): readonly string[] {
  const names: string[] = [];
  const named = "ObjectWithArgs" in object ? (object.ObjectWithArgs.objname ?? []) : [object];
  visitTree(named, (value) => void (typeof value.sval === "string" && names.push(value.sval)));
  return names;
}

/** ALTER TABLE: what loses data, rewrites the table, or turns a protection off. */
const alterations: Readonly<Record<string, { readonly kind: Danger["kind"]; readonly says: string }>> = {
  AT_DropColumn: { kind: "drop", says: "Drops a column, with its values, of" },
  AT_AlterColumnType: { kind: "rewrite", says: "Changes a column's type, which may rewrite and lock all of" },
  AT_SetLogged: { kind: "rewrite", says: "Rewrites and locks all of" },
  AT_SetUnLogged: { kind: "rewrite", says: "Rewrites all of, and makes a crash empty," },
  AT_SetTableSpace: { kind: "rewrite", says: "Moves, and locks meanwhile, all of" },
  AT_SetAccessMethod: { kind: "rewrite", says: "Rewrites and locks all of" },
  AT_SetExpression: { kind: "rewrite", says: "Computes a column anew, which rewrites and locks all of" },
  AT_DropExpression: { kind: "rewrite", says: "Stops computing a column of" },
  AT_DropConstraint: { kind: "drop", says: "Drops a constraint, and what it guarantees, of" },
  AT_DetachPartition: { kind: "drop", says: "Takes a partition out of" },
  AT_DisableTrig: { kind: "triggersOff", says: "Turns a trigger off on" },
  AT_DisableTrigAll: { kind: "triggersOff", says: "Turns all triggers and foreign keys off on" },
  AT_DisableTrigUser: { kind: "triggersOff", says: "Turns the triggers off on" },
  AT_EnableReplicaTrig: { kind: "triggersOff", says: "Turns a trigger off for ordinary sessions on" },
  AT_DisableRule: { kind: "triggersOff", says: "Turns a rule off on" },
  AT_DisableRowSecurity: { kind: "triggersOff", says: "Turns row security off on" },
  AT_NoForceRowSecurity: { kind: "triggersOff", says: "Lets the owner pass row security on" },
};

function altered(target: RangeVar | undefined, commands: readonly Node[]): readonly Danger[] {
  if (!target) return [];
  const relation = relationOf(target);
  return commands.flatMap((command) => {
    if (!("AlterTableCmd" in command)) return [];
    const known = alterations[command.AlterTableCmd.subtype ?? ""] ?? volatileColumn(command.AlterTableCmd);
    if (!known) return [];
    return [{ kind: known.kind, message: `${known.says} ${nameOf(relation)}.`, object: relation.name, relation }];
  });
}

/** ADD COLUMN rewrites for a default that is computed for each row: a call other than of the clock, IDENTITY, STORED. */
function volatileColumn({ subtype, def }: AlterTableCmd): (typeof alterations)[string] | undefined {
  if (subtype !== "AT_AddColumn" || !def || !("ColumnDef" in def)) return undefined;
  const text = shapeOf(def);
  const calls = [...text.matchAll(/"funcname":\[(.*?)\]/g)].map(([, names = ""]) => names);
  const isComputed = calls.some((names) => !/"(?:now|transaction_timestamp|statement_timestamp)"/.test(names));
  if (!isComputed && !/"CONSTR_(?:IDENTITY|GENERATED)"|"big(?:serial)"|"(?:small)?serial"/.test(text)) return undefined;
  return { kind: "rewrite", says: "Adds a column that is computed for each row, which rewrites and locks all of" };
}

function otherDangers(node: Node): readonly Danger[] {
  const one = (kind: Danger["kind"], message: string, object: string): readonly Danger[] => [
    { kind, message, object, relation: null },
  ];
  if ("DropdbStmt" in node)
    return one("drop", `Drops database ${node.DropdbStmt.dbname}.`, node.DropdbStmt.dbname ?? "");
  if ("DropRoleStmt" in node) return one("drop", "Drops roles.", "DROP ROLE");
  if ("DropOwnedStmt" in node)
    return one("drop", "Drops everything that the roles own in this database.", "DROP OWNED");
  if ("ReassignOwnedStmt" in node)
    return one("access", "Gives everything that the roles own to another.", "REASSIGN OWNED");
  if ("DropTableSpaceStmt" in node)
    return one("drop", "Drops a tablespace.", node.DropTableSpaceStmt.tablespacename ?? "");
  if ("DropSubscriptionStmt" in node)
    return one(
      "drop",
      "Drops a subscription, and its slot with the publisher.",
      node.DropSubscriptionStmt.subname ?? "",
    );
  if ("DropUserMappingStmt" in node) return one("drop", "Drops a user mapping.", "DROP USER MAPPING");
  if ("GrantStmt" in node && !node.GrantStmt.is_grant) return one("access", "Takes rights away.", "REVOKE");
  if ("GrantRoleStmt" in node && !node.GrantRoleStmt.is_grant)
    return one("access", "Takes a membership away.", "REVOKE");
  if ("AlterSystemStmt" in node) return one("access", "Changes the server's own configuration.", "ALTER SYSTEM");
  if ("AlterEventTrigStmt" in node && node.AlterEventTrigStmt.tgenabled === "D")
    return one("triggersOff", "Turns an event trigger off.", node.AlterEventTrigStmt.trigname ?? "");
  if ("VariableSetStmt" in node && node.VariableSetStmt.name?.toLowerCase() === "session_replication_role")
    return JSON.stringify(node).includes('"replica"')
      ? one("triggersOff", "Turns triggers and foreign keys off for this session.", "session_replication_role")
      : [];
  if ("VacuumStmt" in node && JSON.stringify(node).includes('"full"'))
    return one("rewrite", "Rewrites tables and locks them meanwhile.", "VACUUM FULL");
  if ("ClusterStmt" in node) return one("rewrite", "Rewrites tables and locks them meanwhile.", "CLUSTER");
  if ("DoStmt" in node) return doBlock(JSON.stringify(node));
  return nodeName(node) === "RepackStmt" ? one("rewrite", "Rewrites tables and locks them meanwhile.", "REPACK") : [];
}

/** A block is opaque to the parser; words that destroy are looked for in its text, so that it is asked about too. */
function doBlock(text: string): readonly Danger[] {
  if (!/\b(?:delete|update|truncate|drop|disable|merge)\b/i.test(text)) return [];
  return [
    {
      kind: "unknownEffect",
      message: "Runs a block that may delete or change rows or objects.",
      object: "DO",
      relation: null,
    },
  ];
}

function relationOf({ schemaname, relname }: RangeVar): NamedRelation {
  return { schema: schemaname || null, name: relname ?? "" };
}

function toRelation(node: Node): NamedRelation | null {
  return "RangeVar" in node ? relationOf(node.RangeVar) : null;
}

function nameOf({ schema, name }: NamedRelation): string {
  return schema === null ? name : `${schema}.${name}`;
}
