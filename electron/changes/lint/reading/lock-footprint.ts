import type { AlterTableCmd, Node, RangeVar } from "libpg-query";
import { droppedNames, namesOf, relationName } from "../nodes.ts";

/** A lock that a statement takes on a relation that it names. Mode as Postgres prints it, without `Lock`. */
export interface NamedLock {
  readonly relation: string;
  readonly mode: string;
}

/** Actions of ALTER TABLE that take less than AccessExclusive (tablecmds.c, AlterTableGetLockLevel). */
const weaker: Readonly<Record<string, string>> = {
  AT_SetStatistics: "ShareUpdateExclusive",
  AT_SetOptions: "ShareUpdateExclusive",
  AT_ResetOptions: "ShareUpdateExclusive",
  AT_ClusterOn: "ShareUpdateExclusive",
  AT_DropCluster: "ShareUpdateExclusive",
  AT_ValidateConstraint: "ShareUpdateExclusive",
  AT_AttachPartition: "ShareUpdateExclusive",
  AT_EnableTrig: "ShareRowExclusive",
  AT_EnableAlwaysTrig: "ShareRowExclusive",
  AT_EnableReplicaTrig: "ShareRowExclusive",
  AT_EnableTrigAll: "ShareRowExclusive",
  AT_EnableTrigUser: "ShareRowExclusive",
  AT_DisableTrig: "ShareRowExclusive",
  AT_DisableTrigAll: "ShareRowExclusive",
  AT_DisableTrigUser: "ShareRowExclusive",
};

/** Storage parameters that need no more than ShareUpdateExclusive (reloptions.c); others of a table take AccessExclusive. */
const lightOptions = /^(fillfactor|toast_tuple_target|parallel_workers|vacuum_|autovacuum_|toast\.|log_autovacuum)/;

/** Locks, beyond those of reading and of changing rows, on relations that the statement names. */
export function lockFootprint(node: Node): readonly NamedLock[] {
  if ("AlterTableStmt" in node) return ofAlter(node.AlterTableStmt);
  if ("IndexStmt" in node)
    return lock(node.IndexStmt.relation, node.IndexStmt.concurrent ? "ShareUpdateExclusive" : "Share");
  if ("RenameStmt" in node)
    return lock(
      node.RenameStmt.relation,
      node.RenameStmt.renameType === "OBJECT_INDEX" ? "ShareUpdateExclusive" : "AccessExclusive",
    );
  if ("AlterObjectSchemaStmt" in node) return lock(node.AlterObjectSchemaStmt.relation, "AccessExclusive");
  if ("CreateTrigStmt" in node) return lock(node.CreateTrigStmt.relation, "ShareRowExclusive");
  if ("CreatePolicyStmt" in node) return lock(node.CreatePolicyStmt.table, "AccessExclusive");
  if ("AlterPolicyStmt" in node) return lock(node.AlterPolicyStmt.table, "AccessExclusive");
  if ("RuleStmt" in node) return lock(node.RuleStmt.relation, "AccessExclusive");
  if ("RefreshMatViewStmt" in node)
    return lock(node.RefreshMatViewStmt.relation, node.RefreshMatViewStmt.concurrent ? "Exclusive" : "AccessExclusive");
  if ("ClusterStmt" in node) return lock(node.ClusterStmt.relation, "AccessExclusive");
  if ("CreateStmt" in node && node.CreateStmt.partbound) return lock(parentOf(node), "AccessExclusive");
  if ("TruncateStmt" in node)
    return (node.TruncateStmt.relations ?? []).flatMap((one) =>
      "RangeVar" in one ? lock(one.RangeVar, "AccessExclusive") : [],
    );
  if ("DropStmt" in node) return ofDrop(node);
  return ofComment(node);
}

function lock(relation: RangeVar | undefined, mode: string): readonly NamedLock[] {
  return relation === undefined ? [] : [{ relation: relationName(relation), mode }];
}

function parentOf(node: Node): RangeVar | undefined {
  const [parent] = "CreateStmt" in node ? (node.CreateStmt.inhRelations ?? []) : [];
  return parent && "RangeVar" in parent ? parent.RangeVar : undefined;
}

type AlterTable = Extract<Node, { AlterTableStmt: unknown }>["AlterTableStmt"];

function ofAlter({ relation, cmds, objtype }: AlterTable): readonly NamedLock[] {
  const tables: readonly (string | undefined)[] = ["OBJECT_TABLE", "OBJECT_MATVIEW"];
  if (!tables.includes(objtype)) return [];
  const commands = (cmds ?? []).flatMap((one) => ("AlterTableCmd" in one ? [one.AlterTableCmd] : []));
  const modes = commands.map(modeOf);
  const strongest = ["AccessExclusive", "ShareRowExclusive", "ShareUpdateExclusive"].find((mode) =>
    modes.includes(mode),
  );
  const others = commands.flatMap(({ subtype, def }) => {
    if (def === undefined) return [];
    if ("PartitionCmd" in def) return lock(def.PartitionCmd.name, "AccessExclusive");
    const isKey = subtype === "AT_AddConstraint" && "Constraint" in def && def.Constraint.contype === "CONSTR_FOREIGN";
    return isKey ? lock(def.Constraint.pktable, "ShareRowExclusive") : [];
  });
  return [...lock(relation, strongest ?? "AccessExclusive"), ...others];
}

function modeOf({ subtype, def }: AlterTableCmd): string {
  if (subtype === "AT_AddConstraint" && def && "Constraint" in def && def.Constraint.contype === "CONSTR_FOREIGN")
    return "ShareRowExclusive";
  if (subtype === "AT_SetRelOptions" || subtype === "AT_ResetRelOptions") {
    const names = def && "List" in def ? (def.List.items ?? []) : [];
    const isLight = names.every((one) => "DefElem" in one && lightOptions.test(one.DefElem.defname ?? ""));
    return isLight ? "ShareUpdateExclusive" : "AccessExclusive";
  }
  if (subtype === "AT_DetachPartition" && def && "PartitionCmd" in def && def.PartitionCmd.concurrent)
    return "ShareUpdateExclusive";
  return weaker[subtype ?? ""] ?? "AccessExclusive";
}

function ofDrop(node: Extract<Node, { DropStmt: unknown }>): readonly NamedLock[] {
  const { removeType, concurrent, objects } = node.DropStmt;
  const ofTable = ["OBJECT_TRIGGER", "OBJECT_POLICY", "OBJECT_RULE"].includes(removeType ?? "");
  if (ofTable)
    return (objects ?? []).flatMap((object) =>
      "List" in object
        ? [{ relation: namesOf(object.List.items).slice(0, -1).join("."), mode: "AccessExclusive" }]
        : [],
    );
  const isRelation = ["OBJECT_TABLE", "OBJECT_INDEX", "OBJECT_MATVIEW", "OBJECT_VIEW"].includes(removeType ?? "");
  const mode = concurrent ? "ShareUpdateExclusive" : "AccessExclusive";
  return isRelation ? droppedNames(node.DropStmt).map((relation) => ({ relation, mode })) : [];
}

function ofComment(node: Node): readonly NamedLock[] {
  if ("CommentStmt" in node) {
    const { objtype, object } = node.CommentStmt;
    const names = object && "List" in object ? namesOf(object.List.items) : [];
    const table = objtype === "OBJECT_TABLE" ? names : objtype === "OBJECT_COLUMN" ? names.slice(0, -1) : [];
    return table.length > 0 ? [{ relation: table.join("."), mode: "ShareUpdateExclusive" }] : [];
  }
  if ("CreateStatsStmt" in node)
    return (node.CreateStatsStmt.relations ?? []).flatMap((one) =>
      "RangeVar" in one ? lock(one.RangeVar, "ShareUpdateExclusive") : [],
    );
  if ("AlterPublicationStmt" in node)
    return (node.AlterPublicationStmt.pubobjects ?? []).flatMap((one) =>
      "PublicationObjSpec" in one ? lock(one.PublicationObjSpec.pubtable?.relation, "ShareUpdateExclusive") : [],
    );
  return [];
}
