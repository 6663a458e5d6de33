import type { Node } from "libpg-query";
import { type NamedRelation, relationsOf, visitTree } from "../../sql/reading-statement.ts";

/** What a statement's text says about its writing. */
export interface Writing {
  /** Whether rows are changed, and not only locked. */
  readonly changesRows: boolean;
  readonly insertsRows: boolean;
  /** Tables that are written, or whose rows are locked. */
  readonly tables: readonly NamedRelation[];
  readonly callsSequences: boolean;
}

const changing = ["InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"] as const;
const sequenceFunctions: ReadonlySet<string> = new Set(["nextval", "setval"]);

/** Reads the statements in a parse tree that change or lock rows, at whatever depth. */
export function findWriting(node: Node): Writing {
  const written = new Map<string, NamedRelation>();
  let insertsRows = false;
  let isLocking = false;
  let callsSequences = false;
  const add = (relation: NamedRelation) => written.set(JSON.stringify([relation.schema, relation.name]), relation);
  visitTree(node, (value) => {
    for (const kind of changing) {
      const table = targetOf(value[kind]);
      if (table) add(table);
    }
    if (value.InsertStmt !== undefined || value.MergeStmt !== undefined) insertsRows = true;
    if (value.lockingClause !== undefined) isLocking = true;
    if (isSequenceCall(value.funcname)) callsSequences = true;
  });
  const changesRows = written.size > 0;
  if (isLocking) for (const relation of relationsOf(node)) add(relation);
  return { changesRows, insertsRows, tables: [...written.values()], callsSequences };
}

function targetOf(statement: unknown): NamedRelation | null {
  if (!isPlain(statement) || !isPlain(statement.relation)) return null;
  const { relname, schemaname } = statement.relation;
  if (typeof relname !== "string") return null;
  return { schema: typeof schemaname === "string" ? schemaname : null, name: relname };
}

function isSequenceCall(name: unknown): boolean {
  const last: unknown = Array.isArray(name) ? name.at(-1) : undefined;
  const text = isPlain(last) && isPlain(last.String) ? last.String.sval : undefined;
  return typeof text === "string" && sequenceFunctions.has(text);
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
