import type {
  CatalogCount,
  CatalogGroup,
  CatalogMatches,
  CatalogObject,
  CatalogSchema,
  Reading,
} from "../../../../shared/catalog/model.ts";
import type { ObjectAddress } from "../../../../shared/catalog/object-details.ts";
import { kindsAt, kindWords, type ObjectKind } from "../../../../shared/catalog/object-kinds.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";

/** What a line of the tree stands for. `schema` is null for what stands in the database itself. */
export type TreeNode =
  | { readonly kind: "schema"; readonly schema: CatalogSchema }
  | { readonly kind: "database" }
  | { readonly kind: "group"; readonly title: string; readonly of: ObjectKind; readonly count: Reading<number> | null }
  | { readonly kind: "object"; readonly address: ObjectAddress; readonly object: CatalogObject }
  | { readonly kind: "note"; readonly text: string };

/** A line: its node, how deep it stands, its place among its siblings, and whether it is open (null: cannot be). */
export interface TreeNodeLine {
  readonly id: string;
  readonly depth: number;
  readonly node: TreeNode;
  readonly isOpen: boolean | null;
  readonly place: number;
  readonly siblings: number;
}

/** What was asked for: on its way, refused, or there. */
export type Answer<T> =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly message: string }
  | { readonly state: "loaded"; readonly value: T };

/** Everything that was read so far; undefined is not asked for yet. */
export interface TreeAnswers {
  readonly counts: (schema: string | null) => Answer<readonly CatalogCount[]> | undefined;
  readonly objects: (schema: string | null, kind: ObjectKind) => Answer<readonly CatalogGroup[]> | undefined;
  readonly parts: (schema: string, relation: string) => Answer<readonly CatalogGroup[]> | undefined;
}

/** Ids hold names as JSON, so that no name can be taken for another. */
export const nodeIds = {
  schema: (schema: string) => JSON.stringify(["schema", schema]),
  database: JSON.stringify(["database"]),
  group: (schema: string | null, kind: ObjectKind) => JSON.stringify(["group", schema, kind]),
  partGroup: (objectId: string, kind: ObjectKind) => JSON.stringify(["parts", objectId, kind]),
  object: ({ kind, schema, parent, name, identity }: ObjectAddress) =>
    JSON.stringify(["object", kind, schema, parent, name, identity]),
};

/** Kinds that have columns, indexes and other parts below them. */
export const kindsWithParts: ReadonlySet<ObjectKind> = new Set(["table", "view", "materializedView"]);

/** The kinds of a schema whose names stand in no schema: the database's own. */
export const databaseKinds: readonly ObjectKind[] = [...kindsAt("database"), ...kindsAt("server")].filter(
  (kind) => kind !== "schema",
);

/** What the user opened (true) or closed (false). */
export type Toggled = ReadonlyMap<string, boolean>;

/** Whether a schema is open: before anybody touched it, when the search path has it. */
export function isSchemaOpen(schema: CatalogSchema, toggled: Toggled): boolean {
  return toggled.get(nodeIds.schema(schema.name)) ?? (schema.isInSearchPath && !schema.isSystem);
}

/** Whether a group is open: before anybody touched it, when it holds the tables. */
export function isGroupOpen(schema: string | null, kind: ObjectKind, toggled: Toggled): boolean {
  return toggled.get(nodeIds.group(schema, kind)) ?? kind === "table";
}

/** Lines of one parent, before their places among each other are known. */
type Branch = Omit<TreeNodeLine, "depth" | "place" | "siblings"> & { readonly below: readonly Branch[] };

interface TreeInput {
  readonly schemas: readonly CatalogSchema[];
  readonly answers: TreeAnswers;
  readonly toggled: Toggled;
}

/** The visible lines of the tree: schemas, the system's last, then what stands in no schema. */
export function treeLines({ schemas, answers, toggled }: TreeInput): readonly TreeNodeLine[] {
  const ordered = [...schemas].sort((left, right) => Number(left.isSystem) - Number(right.isSystem));
  const branches = ordered.map((schema): Branch => {
    const isOpen = isSchemaOpen(schema, toggled);
    const below = isOpen ? schemaBranches(schema, answers, toggled) : [];
    return { id: nodeIds.schema(schema.name), node: { kind: "schema", schema }, isOpen, below };
  });
  const isOpen = toggled.get(nodeIds.database) ?? false;
  const below = isOpen ? groupBranches(null, databaseKinds, nodeIds.database, answers, toggled) : [];
  return flatten([...branches, { id: nodeIds.database, node: { kind: "database" }, isOpen, below }]);
}

/** The lines of what a filter found, all open; parts of a table that the user opened stand below it. */
export function filteredLines(
  schemas: readonly CatalogSchema[],
  matches: CatalogMatches,
  answers: TreeAnswers,
  toggled: Toggled,
): readonly TreeNodeLine[] {
  const branches: Branch[] = [];
  const groupsOf = (name: string) => matches.groups.filter(({ schema }) => schema === name);
  for (const schema of schemas) {
    const below = groupsOf(schema.name).map((group) => matchBranch(schema.name, group, answers, toggled));
    if (below.length > 0)
      branches.push({ id: nodeIds.schema(schema.name), node: { kind: "schema", schema }, isOpen: true, below });
  }
  const own = groupsOf("").map((group) => matchBranch(null, group, answers, toggled));
  if (own.length > 0) branches.push({ id: nodeIds.database, node: { kind: "database" }, isOpen: true, below: own });
  if (matches.isTruncated) branches.push(note("filter", "more than are listed: type more letters"));
  return flatten(branches);
}

function matchBranch(schema: string | null, group: CatalogGroup, answers: TreeAnswers, toggled: Toggled): Branch {
  const objects = group.objects.state === "readable" ? group.objects.value : [];
  const below = objects.map((object) => objectBranch(schema, group.kind, object, answers, toggled, noPartitions));
  return groupBranch(
    nodeIds.group(schema, group.kind),
    group.kind,
    { state: "readable", value: objects.length },
    true,
    below,
  );
}

const noPartitions: ReadonlyMap<number, readonly CatalogObject[]> = new Map();

function schemaBranches(schema: CatalogSchema, answers: TreeAnswers, toggled: Toggled): readonly Branch[] {
  const id = nodeIds.schema(schema.name);
  if (!schema.isUsable) return [note(id, "unreadable: no USAGE on this schema")];
  return groupBranches(schema.name, kindsAt("schema"), id, answers, toggled);
}

function groupBranches(
  schema: string | null,
  kinds: readonly ObjectKind[],
  parentId: string,
  answers: TreeAnswers,
  toggled: Toggled,
): readonly Branch[] {
  const counts = answers.counts(schema);
  if (!counts || counts.state === "loading") return [note(parentId, "reading …")];
  if (counts.state === "failed") return [note(parentId, `unreadable: ${counts.message}`)];
  const branches = kinds.flatMap((kind) => {
    const count = counts.value.find((candidate) => candidate.kind === kind)?.count;
    if (!count || (count.state === "readable" && count.value === 0)) return [];
    const isOpen = isGroupOpen(schema, kind, toggled);
    const below = isOpen ? objectBranches(schema, kind, answers, toggled) : [];
    return [groupBranch(nodeIds.group(schema, kind), kind, count, isOpen, below)];
  });
  return branches.length > 0 ? branches : [note(parentId, "no objects")];
}

function groupBranch(
  id: string,
  kind: ObjectKind,
  count: Reading<number> | null,
  isOpen: boolean,
  below: readonly Branch[],
): Branch {
  return { id, node: { kind: "group", title: kindWords[kind].title, of: kind, count }, isOpen, below };
}

function objectBranches(
  schema: string | null,
  kind: ObjectKind,
  answers: TreeAnswers,
  toggled: Toggled,
): readonly Branch[] {
  const id = nodeIds.group(schema, kind);
  const answer = answers.objects(schema, kind);
  if (!answer || answer.state === "loading") return [note(id, "reading …")];
  if (answer.state === "failed") return [note(id, `unreadable: ${answer.message}`)];
  const group = answer.value.find((candidate) => candidate.kind === kind);
  if (!group) return [];
  if (group.objects.state === "unreadable") return [note(id, `unreadable: ${group.objects.message}`)];
  const objects = group.objects.value;
  const partitions = partitionsByParent(objects);
  const listed = new Set(partitions.size === 0 ? [] : objects.map(({ oid }) => oid));
  const branches = objects
    // A partition stands below its table, unless that one is in another schema.
    .filter(({ partitionOf }) => partitionOf === undefined || !listed.has(partitionOf))
    .map((object) => objectBranch(schema, kind, object, answers, toggled, partitions));
  if (group.isTruncated) branches.push(note(id, "more than are listed: use the filter or Open anything"));
  return branches;
}

function partitionsByParent(objects: readonly CatalogObject[]): ReadonlyMap<number, readonly CatalogObject[]> {
  const byParent = new Map<number, CatalogObject[]>();
  for (const object of objects) {
    if (object.partitionOf === undefined) continue;
    const known = byParent.get(object.partitionOf);
    if (known) known.push(object);
    else byParent.set(object.partitionOf, [object]);
  }
  return byParent;
}

function objectBranch(
  schema: string | null,
  kind: ObjectKind,
  object: CatalogObject,
  answers: TreeAnswers,
  toggled: Toggled,
  partitions: ReadonlyMap<number, readonly CatalogObject[]>,
): Branch {
  const address = addressOf(schema, kind, object);
  const id = nodeIds.object(address);
  const node: TreeNode = { kind: "object", address, object };
  if (!kindsWithParts.has(kind) || schema === null) return { id, node, isOpen: null, below: [] };
  const isOpen = toggled.get(id) ?? false;
  if (!isOpen) return { id, node, isOpen, below: [] };
  const children = partitions.get(object.oid) ?? [];
  const groups = partBranches(schema, object.name, id, answers, toggled);
  if (children.length === 0) return { id, node, isOpen, below: groups };
  const groupId = nodeIds.partGroup(id, "table");
  const areOpen = toggled.get(groupId) ?? true;
  const below = areOpen ? children.map((child) => objectBranch(schema, kind, child, answers, toggled, partitions)) : [];
  const count: Reading<number> = { state: "readable", value: children.length };
  const group: Branch = {
    id: groupId,
    node: { kind: "group", title: "Partitions", of: "table", count },
    isOpen: areOpen,
    below,
  };
  return { id, node, isOpen, below: [group, ...groups] };
}

function partBranches(
  schema: string,
  relation: string,
  objectId: string,
  answers: TreeAnswers,
  toggled: Toggled,
): readonly Branch[] {
  const answer = answers.parts(schema, relation);
  if (!answer || answer.state === "loading") return [note(objectId, "reading …")];
  if (answer.state === "failed") return [note(objectId, `unreadable: ${answer.message}`)];
  const branches = answer.value.flatMap(({ kind, objects }): Branch[] => {
    const id = nodeIds.partGroup(objectId, kind);
    if (objects.state === "unreadable")
      return [groupBranch(id, kind, objects, true, [note(id, `unreadable: ${objects.message}`)])];
    if (objects.value.length === 0) return [];
    const isOpen = toggled.get(id) ?? kind === "column";
    const below = isOpen
      ? objects.value.map((object): Branch => {
          const address = addressOf(schema, kind, object);
          return { id: nodeIds.object(address), node: { kind: "object", address, object }, isOpen: null, below: [] };
        })
      : [];
    return [groupBranch(id, kind, { state: "readable", value: objects.value.length }, isOpen, below)];
  });
  return branches.length > 0 ? branches : [note(objectId, "it has no columns")];
}

function addressOf(schema: string | null, kind: ObjectKind, object: CatalogObject): ObjectAddress {
  const { name, parent = "", identity = "" } = object;
  return { kind, schema: schema ?? "", parent, name, identity };
}

function note(parent: string, text: string): Branch {
  return { id: `${parent} note`, node: { kind: "note", text }, isOpen: null, below: [] };
}

function flatten(branches: readonly Branch[]): readonly TreeNodeLine[] {
  const lines: TreeNodeLine[] = [];
  const add = (siblings: readonly Branch[], depth: number) => {
    siblings.forEach(({ id, node, isOpen, below }, index) => {
      lines.push({ id, depth, node, isOpen, place: index + 1, siblings: siblings.length });
      add(below, depth + 1);
    });
  };
  add(branches, 0);
  return lines;
}

/** A line as text: what typing finds and screen readers say. */
export function lineText(node: TreeNode): string {
  switch (node.kind) {
    case "schema":
      return visibleName(node.schema.name);
    case "database":
      return "Database and server";
    case "group":
      return node.title;
    case "object":
      return objectText(node.address);
    case "note":
      return node.text;
  }
}

/** An object's name on screen, with what tells it from others of the same name. */
export function objectText({ kind, name, identity }: ObjectAddress): string {
  if (kind === "userMapping") return `${visibleName(name)} on ${visibleName(identity)}`;
  if (kind === "defaultPrivileges") return `${visibleName(name)}: ${visibleName(identity)}`;
  const isCalled = kind === "function" || kind === "procedure" || kind === "aggregate";
  return identity === "" && !isCalled ? visibleName(name) : `${visibleName(name)}(${visibleName(identity)})`;
}
