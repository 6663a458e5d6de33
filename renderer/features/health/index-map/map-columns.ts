import type { ForeignKey, TableIndex } from "../../../../shared/indexes/model.ts";

/** How one index holds one column. */
export type MapCell =
  | { readonly kind: "key"; readonly position: number; readonly isDescending: boolean; readonly isNullsFirst: boolean }
  | { readonly kind: "included" };

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
    ...indexes.flatMap((index) => [...index.keys.map((key) => key.column), ...index.includedColumns]),
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
  return index.includedColumns.includes(column) ? { kind: "included" } : null;
}

/** Keys of an index that are expressions, with their position. */
export function expressionKeys(index: TableIndex): readonly { readonly position: number; readonly text: string }[] {
  return index.keys.flatMap((key, at) => (key.column === null ? [{ position: at + 1, text: key.text }] : []));
}

/** What is unusual about a key's operator class: `jsonb_path_ops`, `gin_trgm_ops`. Defaults are left out by name. */
export function unusualOperatorClasses(index: TableIndex): readonly string[] {
  const names = index.keys.map((key) => key.operatorClass.replace(/^pg_catalog\./, ""));
  return [...new Set(names.filter((name) => /path_ops|trgm|pattern_ops|minmax|vector|halfvec/.test(name)))];
}
