import type { TableIndex } from "../../../indexes/model.ts";
import { readableIdentifier } from "../../../indexes/readable-name.ts";
import type { CheckedTable } from "../../model.ts";
import { createIndex } from "../create-index.ts";
import { onTable, primaryKeyOf, type SchemaRule } from "../rule.ts";
import { tenantColumns } from "./tenant-columns.ts";

const softDelete = /^(deleted|archived|removed)_?at$|^is_?(deleted|archived|removed)$/i;

/** Every query leaves the deleted rows out, so an index has to know of them: as a key, or by its predicate. */
export const softDeleteWithoutIndex: SchemaRule = {
  code: "soft-delete-without-index",
  title: "Soft delete without an index",
  keeps: { seed: "NeonHub", rule: "Soft deletes are indexed together with the workspace." },
  findInTable: (table) =>
    table.columns
      .filter(({ name, typeName }) => softDelete.test(name) && /^(timestamp|timestamptz|date|bool)$/.test(typeName))
      .filter(({ name }) => !table.indexes.some((index) => knows(index, name)))
      .map((column) => {
        const name = readableIdentifier(column.name);
        const keys = leadingKeys(table);
        return onTable(table, {
          part: column.name,
          code: "soft-delete-without-index",
          severity: "info",
          message: `Rows are deleted by ${column.name}, and no index knows it: every query meets the deleted rows too.`,
          evidence: { estimatedRows: table.estimatedRows, sizeBytes: table.sizeBytes },
          fix: createIndex(table, {
            keys: (keys.length === 0 ? [column.name] : keys).map(readableIdentifier),
            nameParts: [...keys, "alive"],
            predicate: column.typeName === "bool" ? `${name} IS NOT TRUE` : `${name} IS NULL`,
          }),
        });
      }),
};

function knows(index: TableIndex, column: string): boolean {
  if (!index.isValid) return false;
  const printed = readableIdentifier(column);
  return index.keys.some((key) => key.column === column) || (index.predicate ?? "").includes(printed);
}

/** Whose rows are asked for, else the key. */
function leadingKeys(table: CheckedTable): readonly string[] {
  const tenant = tenantColumns(table)[0];
  return tenant ? [tenant.name] : primaryKeyOf(table);
}
