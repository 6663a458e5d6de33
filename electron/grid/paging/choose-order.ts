import type { RowOrder, SortColumn } from "../../../shared/grid/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import { findColumn, type GridRelation, type UniqueKey } from "../relation/relation.ts";

/** What the user asked to sort by. */
export interface AskedSort {
  readonly column: string;
  readonly isDescending: boolean;
  readonly isNullsFirst?: boolean | undefined;
}

/**
 * The order that pages follow: the asked sort, then what makes it unique, in the direction of the last sort column so
 * that one index can serve both. The primary key is preferred, then the narrowest unique index, then the physical place.
 * Throws `notFound`, `sql` (a column that may not be read) and `unsupported` (a type without an order).
 */
export function chooseOrder(relation: GridRelation, asked: readonly AskedSort[]): RowOrder {
  const sort = sortColumns(relation, asked);
  const sorted = new Set(sort.map(({ column }) => column));
  const isDescending = sort.at(-1)?.isDescending ?? false;
  const append = (names: readonly string[]): SortColumn[] => [
    ...sort,
    ...names
      .filter((name) => !sorted.has(name))
      .map((column) => ({ column, isDescending, isNullsFirst: isDescending })),
  ];
  const key = chooseKey(relation.uniqueKeys, sorted);
  if (key) {
    const identity = (relation.uniqueKeys.find(({ isPrimary }) => isPrimary) ?? key).columns;
    const kind = key.isPrimary ? "primaryKey" : "uniqueIndex";
    return { kind, indexName: key.indexName, columns: append(key.columns), identity };
  }
  if (!relation.isPlaceReadable) return { kind: "none", indexName: null, columns: sort, identity: [] };
  const place = relation.hasChildren ? ["tableoid", "ctid"] : ["ctid"];
  return { kind: "rowPlace", indexName: null, columns: append(place), identity: ["tableoid", "ctid"] };
}

/** A key that the sort holds already needs nothing appended; keys come primary first, then narrowest. */
function chooseKey(keys: readonly UniqueKey[], sorted: ReadonlySet<string>): UniqueKey | undefined {
  return keys.find(({ columns }) => columns.every((column) => sorted.has(column))) ?? keys[0];
}

/** The asked columns, each once (the first mention counts), with NULLs where Postgres puts them unless told. */
function sortColumns(relation: GridRelation, asked: readonly AskedSort[]): SortColumn[] {
  const first = asked.filter(({ column }, index) => asked.findIndex((other) => other.column === column) === index);
  return first.map(({ column: name, isDescending, isNullsFirst }) => {
    const column = findColumn(relation, name);
    if (column.operators === null)
      throw new AppError("unsupported", `The type ${column.type} has no order, so ${name} cannot be sorted by.`, {
        hint: "Sort by another column.",
      });
    return { column: name, isDescending, isNullsFirst: isNullsFirst ?? isDescending };
  });
}

/** The same order read from its end. */
export function reverseOrder(columns: readonly SortColumn[]): SortColumn[] {
  return columns.map(({ column, isDescending, isNullsFirst }) => ({
    column,
    isDescending: !isDescending,
    isNullsFirst: !isNullsFirst,
  }));
}
