import type { CatalogSchema } from "../../../../shared/catalog/model.ts";
import { kindsAt, type ObjectKind } from "../../../../shared/catalog/object-kinds.ts";
import { databaseKinds, isGroupOpen, isSchemaOpen, kindsWithParts, nodeIds, type Toggled } from "./tree-model.ts";

/** What the tree has to ask for, given what is open: each level by itself, and nothing below what is closed. */
export interface NeededReads {
  readonly counts: readonly (string | null)[];
  readonly objects: readonly { readonly schema: string | null; readonly kind: ObjectKind }[];
  readonly parts: readonly { readonly schema: string; readonly relation: string }[];
}

/** See `NeededReads`. While a filter is set, only the parts of opened tables are asked for. */
export function neededReads(schemas: readonly CatalogSchema[], toggled: Toggled, isFiltered: boolean): NeededReads {
  const openSchemas = schemas
    .filter((schema) => schema.isUsable && isSchemaOpen(schema, toggled))
    .map(({ name }) => name);
  const isDatabaseOpen = toggled.get(nodeIds.database) ?? false;
  const open = new Set(openSchemas);
  const parts = [...toggled].flatMap(([id, isOpen]) => {
    const relation = isOpen ? relationOf(id) : null;
    if (!relation || (!isFiltered && !open.has(relation.schema))) return [];
    return [{ schema: relation.schema, relation: relation.relation }];
  });
  if (isFiltered) return { counts: [], objects: [], parts };
  const inSchemas = openSchemas.flatMap((schema) =>
    kindsAt("schema")
      .filter((kind) => isGroupOpen(schema, kind, toggled))
      .map((kind) => ({ schema, kind })),
  );
  const inDatabase = isDatabaseOpen
    ? databaseKinds.filter((kind) => isGroupOpen(null, kind, toggled)).map((kind) => ({ schema: null, kind }))
    : [];
  return {
    counts: isDatabaseOpen ? [...openSchemas, null] : openSchemas,
    objects: [...inSchemas, ...inDatabase],
    parts,
  };
}

/** The relation that an id of `nodeIds.object` stands for; null for any other id. */
function relationOf(id: string): { readonly schema: string; readonly relation: string } | null {
  const parts: unknown = JSON.parse(id);
  if (!Array.isArray(parts)) return null;
  const [what, kind, schema, , name]: readonly unknown[] = parts;
  if (what !== "object" || typeof schema !== "string" || typeof name !== "string") return null;
  return [...kindsWithParts].some((candidate) => candidate === kind) ? { schema, relation: name } : null;
}
