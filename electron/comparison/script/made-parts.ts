import type { InventoryEntry } from "../inventory/read-inventory.ts";
import type { DraftStatement } from "./draft.ts";
import { addedColumn, addedConstraint, keyOf, relationKey, tableActionOf } from "./statement-nodes.ts";

/** What a script makes anew, so that nothing of it is as it was before. */
export class MadeParts {
  private readonly relations = new Set<string>();
  private readonly parts = new Set<string>();

  constructor(statements: readonly DraftStatement[]) {
    for (const { node } of statements) {
      if (!node) continue;
      if ("CreateStmt" in node) this.relations.add(keyOf(node.CreateStmt.relation));
      if ("ViewStmt" in node && node.ViewStmt.replace !== true) this.relations.add(keyOf(node.ViewStmt.view));
      if ("CreateTableAsStmt" in node) this.relations.add(keyOf(node.CreateTableAsStmt.into?.rel));
      if ("IndexStmt" in node)
        this.parts.add(JSON.stringify(["index", keyOf(node.IndexStmt.relation), node.IndexStmt.idxname ?? ""]));
      const action = tableActionOf(node);
      if (!action) continue;
      const [column, constraint] = [addedColumn(action), addedConstraint(action)];
      if (column) this.parts.add(JSON.stringify(["column", keyOf(action.relation), column.colname ?? ""]));
      if (constraint) this.parts.add(JSON.stringify(["constraint", keyOf(action.relation), constraint.conname ?? ""]));
    }
  }

  has({ kind, schema, parent, name }: InventoryEntry): boolean {
    const key = relationKey(schema, parent);
    return this.relations.has(key) || this.parts.has(JSON.stringify([kind, key, name]));
  }

  hasRelation(key: string): boolean {
    return this.relations.has(key);
  }
}

/** A part, or an object without a parent, as one text. */
export function partKey(kind: string, schema: string, parent: string, name: string): string {
  return JSON.stringify([kind, schema, parent, name]);
}
