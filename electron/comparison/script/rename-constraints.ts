import { quoteIdentifier, quoteName } from "../../../shared/sql/quote.ts";
import type { InventoryEntry } from "../inventory/read-inventory.ts";
import { type DraftStatement, draft, type ScriptSchemas } from "./draft.ts";
import { propertyOf } from "./known-schema.ts";
import { addedConstraint, relationKey } from "./statement-nodes.ts";

/** A table that was renamed keeps the names of its constraints; the second schema may have others. */
export async function renameConstraints(
  statements: readonly DraftStatement[],
  { from, to }: ScriptSchemas,
): Promise<readonly DraftStatement[]> {
  const added = new Set(
    statements.flatMap(({ node }) => {
      const command = node && "AlterTableStmt" in node ? node.AlterTableStmt.cmds?.[0] : undefined;
      const constraint =
        command && "AlterTableCmd" in command
          ? addedConstraint({ relation: undefined, command: command.AlterTableCmd })
          : null;
      return constraint?.conname === undefined ? [] : [constraint.conname];
    }),
  );
  const renames: DraftStatement[] = [];
  for (const { node } of statements) {
    if (!node || !("RenameStmt" in node) || node.RenameStmt.renameType !== "OBJECT_TABLE") continue;
    const { relation: table, newname = "" } = node.RenameStmt;
    const schema = table?.schemaname ?? "";
    const [before, after] = (["constraint", "index"] as const).map((kind) => [
      from.partsOf(relationKey(schema, table?.relname), kind),
      to.partsOf(relationKey(schema, newname), kind),
    ]) as [
      [readonly InventoryEntry[], readonly InventoryEntry[]],
      [readonly InventoryEntry[], readonly InventoryEntry[]],
    ]; // two kinds, two sides
    for (const [old, name] of pairUp(before).filter(([, name]) => !added.has(name)))
      renames.push(
        await draft(
          `ALTER TABLE ${quoteName({ schema, name: newname })} RENAME CONSTRAINT ${quoteIdentifier(old)} TO ${quoteIdentifier(name)}`,
        ),
      );
    for (const [old, name] of pairUp(after))
      renames.push(await draft(`ALTER INDEX ${quoteName({ schema, name: old })} RENAME TO ${quoteIdentifier(name)}`));
  }
  return renames;
}

/** Names of what is the same but for its name, where there is one of each. */
function pairUp([before, after]: readonly [readonly InventoryEntry[], readonly InventoryEntry[]]): readonly (readonly [
  string,
  string,
])[] {
  const textOf = (entry: InventoryEntry) =>
    (propertyOf(entry, "Definition") ?? "").replace(/^CREATE (UNIQUE )?INDEX .* USING /s, "$1");
  return before.flatMap((old) => {
    if (after.some(({ name }) => name === old.name)) return [];
    const alike = after.filter(
      (other) => textOf(other) === textOf(old) && !before.some(({ name }) => name === other.name),
    );
    return alike.length === 1 && alike[0] ? [[old.name, alike[0].name] as const] : [];
  });
}
