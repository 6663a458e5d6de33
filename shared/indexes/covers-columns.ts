import type { TableIndex } from "./model.ts";

/**
 * Whether rows with given values of `columns` are found by the leading keys of the index: b-tree, valid, without
 * predicate, the columns in any order. That is what a foreign key's check needs.
 */
export function coversColumns(index: TableIndex, columns: readonly string[]): boolean {
  if (index.accessMethod !== "btree" || index.predicate !== null || !index.isValid || index.isBuilding) return false;
  const leading = index.keys.slice(0, columns.length).map((key) => key.column);
  return leading.length === columns.length && columns.every((column) => leading.includes(column));
}
