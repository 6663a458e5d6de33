import type { CatalogGroup, CatalogObject, CatalogSchema, ObjectKind } from "../../../../shared/catalog/model.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";

/** What a line of the tree stands for. */
export type TreeNode =
  | { readonly kind: "schema"; readonly schema: CatalogSchema }
  | { readonly kind: "group"; readonly schema: string; readonly group: CatalogGroup }
  | { readonly kind: "object"; readonly objectKind: ObjectKind; readonly object: CatalogObject }
  | { readonly kind: "note"; readonly text: string };

/** A line: its node, how deep it stands, and whether it is open (null for what cannot be opened). */
export interface TreeNodeLine {
  readonly id: string;
  readonly depth: number;
  readonly node: TreeNode;
  readonly isOpen: boolean | null;
}

/** The objects of a schema as far as they were read: not asked for yet, on their way, or there. */
export type SchemaObjects =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly message: string }
  | { readonly state: "loaded"; readonly groups: readonly CatalogGroup[] };

/** The groups' names on screen. */
export const groupTitles: Readonly<Record<ObjectKind, string>> = {
  table: "Tables",
  view: "Views",
  materializedView: "Materialized views",
  function: "Functions",
  type: "Types",
  sequence: "Sequences",
};

/** Kinds with rows: a click shows them. */
export const openableKinds: ReadonlySet<ObjectKind> = new Set(["table", "view", "materializedView", "sequence"]);

/** Ids hold names as JSON, so that no name can be taken for another. */
export const nodeIds = {
  schema: (schema: string) => JSON.stringify(["schema", schema]),
  group: (schema: string, kind: ObjectKind) => JSON.stringify(["group", schema, kind]),
  object: (schema: string, kind: ObjectKind, name: string, identity: string) =>
    JSON.stringify(["object", schema, kind, name, identity]),
};

/** What is open before anybody touched the tree: the search path's schemas and their tables. */
export function isOpenAtFirst(node: TreeNode): boolean {
  if (node.kind === "schema") return node.schema.isInSearchPath && !node.schema.isSystem;
  return node.kind === "group" && node.group.kind === "table";
}

interface TreeInput {
  readonly schemas: readonly CatalogSchema[];
  readonly objectsOf: (schema: string) => SchemaObjects | undefined;
  /** What the user opened (true) or closed (false). */
  readonly toggled: ReadonlyMap<string, boolean>;
  /** Only objects with these letters in a row; empty shows all. */
  readonly filter: string;
}

/** The visible lines of the tree. While a filter is set, everything that holds a match is open. */
export function treeLines({ schemas, objectsOf, toggled, filter }: TreeInput): TreeNodeLine[] {
  const wanted = filter.trim().toLowerCase();
  const lines: TreeNodeLine[] = [];
  for (const schema of [...schemas].sort((a, b) => Number(a.isSystem) - Number(b.isSystem))) {
    const node: TreeNode = { kind: "schema", schema };
    const id = nodeIds.schema(schema.name);
    const objects = objectsOf(schema.name);
    const isOpen = wanted === "" ? (toggled.get(id) ?? isOpenAtFirst(node)) : objects?.state === "loaded";
    const below = isOpen ? linesBelow(schema, objects, toggled, wanted) : [];
    if (wanted !== "" && below.length === 0 && !schema.name.toLowerCase().includes(wanted)) continue;
    lines.push({ id, depth: 0, node, isOpen }, ...below);
  }
  return lines;
}

function linesBelow(
  schema: CatalogSchema,
  objects: SchemaObjects | undefined,
  toggled: ReadonlyMap<string, boolean>,
  wanted: string,
): TreeNodeLine[] {
  const parent = nodeIds.schema(schema.name);
  if (!schema.isUsable) return [note(parent, 1, "unreadable: no USAGE on this schema")];
  if (!objects || objects.state === "loading") return wanted === "" ? [note(parent, 1, "reading …")] : [];
  if (objects.state === "failed") return [note(parent, 1, `unreadable: ${objects.message}`)];
  const lines = objects.groups.flatMap((group) => groupLines(schema.name, group, toggled, wanted));
  return lines.length === 0 && wanted === "" ? [note(parent, 1, "no objects")] : lines;
}

function groupLines(
  schema: string,
  group: CatalogGroup,
  toggled: ReadonlyMap<string, boolean>,
  wanted: string,
): TreeNodeLine[] {
  const node: TreeNode = { kind: "group", schema, group };
  const id = nodeIds.group(schema, group.kind);
  const { objects } = group;
  if (objects.state === "unreadable")
    return wanted === "" ? [{ id, depth: 1, node, isOpen: null }, note(id, 2, `unreadable: ${objects.message}`)] : [];
  const matching = objects.value.filter(({ name }) => wanted === "" || name.toLowerCase().includes(wanted));
  if (matching.length === 0) return [];
  const isOpen = wanted !== "" || (toggled.get(id) ?? isOpenAtFirst(node));
  const lines: TreeNodeLine[] = [{ id, depth: 1, node, isOpen }];
  if (!isOpen) return lines;
  for (const object of matching)
    lines.push({
      id: nodeIds.object(schema, group.kind, object.name, object.identity),
      depth: 2,
      node: { kind: "object", objectKind: group.kind, object },
      isOpen: null,
    });
  if (group.isTruncated) lines.push(note(id, 2, "more than are listed: use the filter or Open anything"));
  return lines;
}

function note(parent: string, depth: number, text: string): TreeNodeLine {
  return { id: `${parent} note`, depth, node: { kind: "note", text }, isOpen: null };
}

/** A line as text: what typing finds and screen readers say. */
export function lineText(node: TreeNode): string {
  switch (node.kind) {
    case "schema":
      return visibleName(node.schema.name);
    case "group":
      return groupTitles[node.group.kind];
    case "object":
      return visibleName(node.object.name) + (node.object.identity ? `(${visibleName(node.object.identity)})` : "");
    case "note":
      return node.text;
  }
}
