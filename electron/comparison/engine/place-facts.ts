import type { FactBase, FactKind, StableId } from "@supabase/pg-delta/core";
import type { ObjectKind } from "../../../shared/catalog/object-kinds.ts";

/** Where a fact of the engine belongs: to an object that stands by itself, or to a part of one. */
export interface FactPlace {
  readonly kind: ObjectKind;
  readonly schema: string;
  readonly name: string;
  /** The types of a routine's arguments, or what else tells objects of one name apart. */
  readonly identity: readonly string[];
  /** Null for the object itself. */
  readonly part: { readonly word: string; readonly name: string } | null;
}

/** Facts that stand for an object of ours. */
const objects: Readonly<Partial<Record<FactKind, ObjectKind>>> = {
  schema: "schema",
  extension: "extension",
  eventTrigger: "eventTrigger",
  publication: "publication",
  subscription: "subscription",
  fdw: "foreignDataWrapper",
  server: "foreignServer",
  table: "table",
  foreignTable: "table",
  view: "view",
  materializedView: "materializedView",
  sequence: "sequence",
  collation: "collation",
  domain: "type",
  type: "type",
  function: "function",
  procedure: "procedure",
  aggregate: "aggregate",
  userMapping: "userMapping",
  defaultPrivilege: "defaultPrivileges",
};

/** Facts on a relation, in our words. A default is told as its column. */
const parts: Readonly<Partial<Record<FactKind, string>>> = {
  column: "column",
  default: "column",
  constraint: "constraint",
  index: "index",
  trigger: "trigger",
  rule: "rule",
  policy: "policy",
};

/** Facts about another one. */
const remarks: Readonly<Partial<Record<FactKind, string>>> = {
  comment: "comment",
  acl: "privileges",
  securityLabel: "security label",
};

const privilegeObjects: Readonly<Record<string, string>> = {
  r: "tables",
  S: "sequences",
  f: "functions",
  T: "types",
  n: "schemas",
};

/** The word of everything about an object that has no name of its own. */
export const propertiesWord = "properties";

/** Where a fact belongs; null for what is not of one database (roles), and for what stands nowhere. */
export function placeFact(id: StableId, bases: readonly FactBase[]): FactPlace | null {
  const remark = remarks[id.kind];
  if (remark !== undefined && "target" in id) {
    const target = placeFact(id.target, bases);
    // What a part's comment says is a property of the part.
    return target && (target.part ? target : { ...target, part: { word: remark, name: "" } });
  }
  const kind = objects[id.kind];
  if (kind !== undefined) return { kind, ...namesOf(id), part: null };
  const parent = parentOf(id, bases);
  const owner = parent && placeFact(parent, bases);
  if (!owner) return null;
  const word = owner.kind === "type" ? undefined : parts[id.kind];
  return { ...owner, part: word === undefined ? { word: propertiesWord, name: "" } : { word, name: nameOf(id) } };
}

function parentOf(id: StableId, bases: readonly FactBase[]): StableId | null {
  for (const base of bases) {
    const parent = base.get(id)?.parent;
    if (parent) return parent;
  }
  return null;
}

function namesOf(id: StableId): Pick<FactPlace, "schema" | "name" | "identity"> {
  const schema = "schema" in id ? (id.schema ?? "") : "";
  if (id.kind === "userMapping")
    return { schema: "", name: id.role === "PUBLIC" ? "public" : id.role, identity: [id.server] };
  if (id.kind === "defaultPrivilege") {
    const of = [privilegeObjects[id.objtype] ?? "large objects", ...(id.schema === null ? [] : [id.schema])];
    return { schema: "", name: id.role, identity: [of.join(" in ")] };
  }
  return { schema, name: nameOf(id), identity: "args" in id ? id.args : [] };
}

function nameOf(id: StableId): string {
  return "name" in id ? id.name : "";
}
