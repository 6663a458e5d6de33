import type { TableIndex } from "../../model.ts";
import { isUsable } from "../rule.ts";

/**
 * Columns whose change makes an update write to every index: those that any index holds as key or payload, or names in
 * an expression or predicate. BRIN summarises only; since version 16 it stands in no update's way.
 */
export function hotBlockingColumns(indexes: readonly TableIndex[]): readonly string[] {
  return [...new Set(indexes.filter(({ accessMethod }) => accessMethod !== "brin").flatMap(columnsOf))];
}

/** Of those, the ones that only stand in indexes which no scan used and which check nothing. */
export function onlyInUnused(indexes: readonly TableIndex[]): readonly string[] {
  const isIdle = (index: TableIndex) => isUsable(index) && index.scans === 0 && !index.isUnique;
  const needed = new Set(hotBlockingColumns(indexes.filter((index) => !isIdle(index))));
  return hotBlockingColumns(indexes.filter(isIdle)).filter((column) => !needed.has(column));
}

function columnsOf({ keys, includedColumns, otherColumns }: TableIndex): readonly string[] {
  const plain = keys.flatMap(({ column }) => (column === null ? [] : [column]));
  return [...plain, ...includedColumns, ...otherColumns];
}
