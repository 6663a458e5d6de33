import type { Hazard } from "../../../shared/comparison/script-model.ts";
import { quoteName } from "../../../shared/sql/quote.ts";
import type { InventoryEntry } from "../inventory/read-inventory.ts";
import { type DraftStatement, draft, type ScriptSchemas } from "./draft.ts";
import { attachedLabel, propertyOf } from "./known-schema.ts";
import { keyOf, relationKey } from "./statement-nodes.ts";

const building: Hazard = { code: "blocksWrites", message: "Blocks writes of the partition while its index is built." };

/**
 * Builds and attaches the indexes of partitions, which the engine leaves out: it makes the parent's ON ONLY, and that
 * stays invalid. They go right behind the parent's index; those of a parent that is there already to the end.
 */
export async function addPartitionIndexes(
  statements: readonly DraftStatement[],
  schemas: ScriptSchemas,
): Promise<readonly DraftStatement[]> {
  const made = new Set(
    statements.flatMap(({ node }) => (node && "CreateStmt" in node ? [keyOf(node.CreateStmt.relation)] : [])),
  );
  const result: DraftStatement[] = [];
  for (const one of statements) {
    const parent = parentIndexOf(one, schemas);
    if (!parent) {
      result.push(one);
      continue;
    }
    const hazards = one.statement.hazards.filter(({ code }) => code !== "incomplete" && code !== "blocksWrites");
    result.push({ ...one, statement: { ...one.statement, hazards } }, ...(await attachAll(parent, schemas)));
  }
  return [...result, ...(await attachMissing(statements, schemas, made))];
}

/** The partitioned index of the second schema that a statement makes ON ONLY its table. */
function parentIndexOf({ node }: DraftStatement, { to }: ScriptSchemas): InventoryEntry | null {
  if (!node || !("IndexStmt" in node)) return null;
  const { relation, idxname } = node.IndexStmt;
  if (!to.isPartitioned(keyOf(relation))) return null;
  const index = to.index(relationKey(relation?.schemaname, idxname));
  // One that is itself attached is made with its parent's.
  return index && propertyOf(index, attachedLabel) === null ? index : null;
}

async function attachAll(parent: InventoryEntry, schemas: ScriptSchemas): Promise<readonly DraftStatement[]> {
  const statements: DraftStatement[] = [];
  for (const child of schemas.to.attachedTo(parent.schema, parent.name)) {
    const standing = schemas.from.index(relationKey(child.schema, child.name));
    const isThere = standing !== undefined && propertyOf(standing, "Definition") === propertyOf(child, "Definition");
    if (!isThere) statements.push(await draft(propertyOf(child, "Definition") ?? "", [building]));
    statements.push(await attach(parent, child), ...(await attachAll(child, schemas)));
  }
  return statements;
}

async function attach(parent: InventoryEntry, child: InventoryEntry): Promise<DraftStatement> {
  return await draft(`ALTER INDEX ${quoteName(parent)} ATTACH PARTITION ${quoteName(child)}`);
}

/** Indexes whose parent stands in both schemas; a partition that the script makes gets its own from the server. */
async function attachMissing(
  statements: readonly DraftStatement[],
  schemas: ScriptSchemas,
  made: ReadonlySet<string>,
): Promise<readonly DraftStatement[]> {
  const added: DraftStatement[] = [];
  const makes = (name: string) =>
    statements.some(({ node }) => node && "IndexStmt" in node && node.IndexStmt.idxname === name);
  for (const parent of schemas.from.indexes()) {
    const after = schemas.to.index(relationKey(parent.schema, parent.name));
    if (!after || makes(parent.name)) continue;
    const known = new Set(schemas.from.attachedTo(parent.schema, parent.name).map(({ name }) => name));
    for (const child of schemas.to.attachedTo(parent.schema, parent.name)) {
      if (known.has(child.name) || made.has(relationKey(child.schema, child.parent))) continue;
      const isThere = schemas.from.index(relationKey(child.schema, child.name)) !== undefined;
      if (!isThere) added.push(await draft(propertyOf(child, "Definition") ?? "", [building]));
      added.push(await attach(parent, child));
    }
  }
  return added;
}
