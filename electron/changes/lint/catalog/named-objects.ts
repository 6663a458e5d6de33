import type { Node } from "libpg-query";
import { relationsOf } from "../../../sql/reading-statement.ts";
import type { PreparedStatement } from "../../script/prepare-script.ts";
import { calledFunctions, droppedNames, namesOf } from "../nodes.ts";
import { lockFootprint } from "../reading/lock-footprint.ts";

/** What a script names that the catalog may know: each as the parts of its name. */
export interface NamedObjects {
  /** By the name that rules use, `schema.name` or `name`. */
  readonly relations: ReadonlyMap<string, readonly string[]>;
  readonly functions: readonly string[];
  readonly domains: ReadonlyMap<string, readonly string[]>;
}

/** More names than these are a script that nobody reads; the rest is judged by its text. */
const maxNames = 500;

/** Names in statements that change objects or rows; plain rows of an INSERT name nothing more than their table. */
export function findNamedObjects(statements: readonly PreparedStatement[]): NamedObjects {
  const relations = new Map<string, readonly string[]>();
  const functions = new Set<string>();
  const domains = new Map<string, readonly string[]>();
  const add = (parts: readonly string[]) => {
    if (relations.size < maxNames && parts.length > 0) relations.set(parts.join("."), parts);
  };
  for (const { node } of statements) {
    if (relations.size >= maxNames) break;
    for (const { schema, name } of namedRelations(node)) add(schema === null ? [name] : [schema, name]);
    for (const { relation } of lockFootprint(node)) add(relation.split("."));
    if ("DropStmt" in node) for (const name of droppedNames(node.DropStmt)) add(name.split("."));
    if ("AlterTableStmt" in node) for (const name of calledFunctions(node)) functions.add(name);
    if (!("AlterDomainStmt" in node)) continue;
    const domain = namesOf(node.AlterDomainStmt.typeName);
    domains.set(domain.join("."), domain);
  }
  return { relations, functions: [...functions].slice(0, maxNames), domains };
}

function namedRelations(node: Node): readonly { readonly schema: string | null; readonly name: string }[] {
  if (!("InsertStmt" in node)) return relationsOf(node);
  const { schemaname, relname } = node.InsertStmt.relation ?? {};
  return relname === undefined ? [] : [{ schema: schemaname ?? null, name: relname }];
}
