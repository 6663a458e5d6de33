import type { ForeignKey, TableIndex } from "../../../../shared/indexes/model.ts";

/** How one index holds one column. */
export type MapCell =
  | { readonly kind: "key"; readonly position: number; readonly isDescending: boolean; readonly isNullsFirst: boolean }
  | { readonly kind: "included" }
  /** Only an expression or the predicate names it. */
  | { readonly kind: "named" };

/** The columns of the map, those that no index or foreign key names apart. */
export interface MapColumns {
  readonly shown: readonly string[];
  readonly others: readonly string[];
}

/** Columns in the table's order: in the map where an index or a foreign key names them. */
export function mapColumns(
  columns: readonly string[],
  indexes: readonly TableIndex[],
  foreignKeys: readonly ForeignKey[],
): MapColumns {
  const named = new Set([
    ...indexes.flatMap((index) => [
      ...index.keys.map((key) => key.column),
      ...index.includedColumns,
      ...index.otherColumns,
    ]),
    ...foreignKeys.flatMap((key) => key.columns),
  ]);
  return {
    shown: columns.filter((column) => named.has(column)),
    others: columns.filter((column) => !named.has(column)),
  };
}

/** How `index` holds `column`; null when it does not. */
export function mapCell(index: TableIndex, column: string): MapCell | null {
  const at = index.keys.findIndex((key) => key.column === column);
  const key = index.keys[at];
  if (key) return { kind: "key", position: at + 1, isDescending: key.isDescending, isNullsFirst: key.isNullsFirst };
  if (index.includedColumns.includes(column)) return { kind: "included" };
  return index.otherColumns.includes(column) ? { kind: "named" } : null;
}

/** Whether NULLs stand where the direction does not put them by itself: last ascending, first descending. */
export function hasOddNulls({
  isDescending,
  isNullsFirst,
}: {
  readonly isDescending: boolean;
  readonly isNullsFirst: boolean;
}): boolean {
  return isDescending !== isNullsFirst;
}

/** Keys of an index that are expressions, with their position. */
export function expressionKeys(index: TableIndex): readonly { readonly position: number; readonly text: string }[] {
  return index.keys.flatMap((key, at) => (key.column === null ? [{ position: at + 1, text: key.text }] : []));
}

/** What is unusual about a key's operator class: `jsonb_path_ops`, `gin_trgm_ops`. Defaults are left out by name. */
export function unusualOperatorClasses(index: TableIndex): readonly string[] {
  const names = index.keys.map((key) => key.operatorClass.replace(/^pg_catalog\./, ""));
  return [
    ...new Set(names.filter((name) => /path_ops|trgm|pattern_ops|minmax_multi|bloom_ops|vector|halfvec/.test(name))),
  ];
}

/** A long name as its beginning and end: names of one table often differ in their last letters only. */
export function shortName(name: string, most = 28): string {
  const letters = [...name];
  if (letters.length <= most) return name;
  const kept = most - 1;
  return `${letters.slice(0, Math.ceil(kept / 2)).join("")}…${letters.slice(-Math.floor(kept / 2)).join("")}`;
}
