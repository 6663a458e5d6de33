import type { Hazard } from "../../../shared/comparison/script-model.ts";
import { quoteName } from "../../../shared/sql/quote.ts";
import type { InventoryEntry } from "../inventory/read-inventory.ts";
import { type DraftStatement, draft, type ScriptSchemas } from "./draft.ts";
import { attachedLabel, propertyOf } from "./known-schema.ts";
import { keyOf, namesOf, relationKey, tableActionOf } from "./statement-nodes.ts";

const detaching: Hazard = {
  code: "blocks",
  message: "Blocks reads and writes of both tables (ACCESS EXCLUSIVE) for a moment.",
};
const attaching: Hazard = {
  code: "blocks",
  message: "Blocks reads and writes of the partition while its rows are read, to see whether they fit.",
};

/**
 * A table that becomes a partition, stops being one, or gets other bounds: the engine drops it and makes it again, with
 * its rows gone. Where nothing else of it differs, it is detached and attached instead.
 */
export async function movePartitions(
  statements: readonly DraftStatement[],
  schemas: ScriptSchemas,
): Promise<readonly DraftStatement[]> {
  const moved = new Set(remadeTables(statements).filter((key) => isOnlyMoved(key, statements, schemas)));
  if (moved.size === 0) return statements;
  const result: DraftStatement[] = [];
  for (const one of statements) {
    const [dropped, made, part] = [droppedTable(one), madeTable(one), partMadeOn(one)];
    if (dropped !== null && moved.has(dropped)) result.push(...(await detach(dropped, schemas)));
    else if (made !== null && moved.has(made)) result.push(...(await attach(made, schemas)));
    else if (part === null || !moved.has(part)) result.push(one);
  }
  return result;
}

function remadeTables(statements: readonly DraftStatement[]): readonly string[] {
  const made = new Set(statements.map(madeTable));
  return statements.map(droppedTable).filter((key) => key !== null && made.has(key)) as readonly string[]; // without null
}

function madeTable({ node }: DraftStatement): string | null {
  return node && "CreateStmt" in node ? keyOf(node.CreateStmt.relation) : null;
}

function droppedTable({ node }: DraftStatement): string | null {
  if (!node || !("DropStmt" in node) || node.DropStmt.removeType !== "OBJECT_TABLE") return null;
  const [object] = node.DropStmt.objects ?? [];
  const [schema, name] = object && "List" in object ? namesOf(object.List.items) : [];
  return relationKey(schema, name);
}

/** The table on which a statement makes what was there before already. */
function partMadeOn({ node }: DraftStatement): string | null {
  if (!node) return null;
  if ("IndexStmt" in node) return keyOf(node.IndexStmt.relation);
  if ("CreateTrigStmt" in node) return keyOf(node.CreateTrigStmt.relation);
  if ("CreatePolicyStmt" in node) return keyOf(node.CreatePolicyStmt.table);
  const action = tableActionOf(node);
  return action?.command.subtype === "AT_AddConstraint" ? keyOf(action.relation) : null;
}

const partKinds = ["column", "constraint", "index", "trigger", "policy", "rule"] as const;

function isOnlyMoved(key: string, statements: readonly DraftStatement[], { from, to }: ScriptSchemas): boolean {
  const [before, after] = [from.table(key), to.table(key)];
  if (!before || !after || from.isPartitioned(key) || to.isPartitioned(key)) return false;
  const parents = [from.parentOf(key), to.parentOf(key)].filter((parent) => parent !== null);
  const remade = new Set(statements.map(madeTable));
  // A partitioned table that is itself made again takes its partitions along.
  if (parents.length === 0 || new Set(parents).size > 1 || parents.some((parent) => remade.has(parent))) return false;
  const others = ["Partition of", "Bound"];
  const isSame = (one: InventoryEntry, other: InventoryEntry | undefined, ignored: readonly string[]) =>
    other !== undefined && textOf(one, ignored) === textOf(other, ignored);
  return (
    isSame(before, after, others) &&
    partKinds.every((kind) => {
      const [left, right] = [from.partsOf(key, kind), to.partsOf(key, kind)];
      const same = left.every((part) => isSame(part, to.twin(part), [attachedLabel, "Declared here"]));
      return left.length === right.length && same;
    })
  );
}

function textOf({ properties }: InventoryEntry, ignored: readonly string[]): string {
  return JSON.stringify(properties.filter(([label]) => !ignored.includes(label)));
}

async function detach(key: string, { from }: ScriptSchemas): Promise<readonly DraftStatement[]> {
  const [table, parent] = [from.table(key), from.table(from.parentOf(key) ?? "")];
  if (!table || !parent) return [];
  return [await draft(`ALTER TABLE ${quoteName(parent)} DETACH PARTITION ${quoteName(table)}`, [detaching])];
}

async function attach(key: string, { to }: ScriptSchemas): Promise<readonly DraftStatement[]> {
  const [table, parent] = [to.table(key), to.table(to.parentOf(key) ?? "")];
  if (!table || !parent) return [];
  const bound = propertyOf(table, "Bound") ?? "";
  return [await draft(`ALTER TABLE ${quoteName(parent)} ATTACH PARTITION ${quoteName(table)} ${bound}`, [attaching])];
}
