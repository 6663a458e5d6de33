import { z } from "zod";
import type { SortColumn } from "./model.ts";

/** Pixels of the narrowest and the widest column. */
export const columnWidthLimits = { least: 40, most: 4_000 } as const;

const columns = z.array(z.string()).max(1_664);

/** What is kept of a table's columns. Pixels are those of the screen at 100 %. */
export const columnLayoutSchema = z.object({
  order: columns,
  hidden: columns,
  pinnedStart: columns,
  pinnedEnd: columns,
  widths: z
    .array(
      z.object({ column: z.string(), pixels: z.number().min(columnWidthLimits.least).max(columnWidthLimits.most) }),
    )
    .max(1_664),
  sort: z.array(z.object({ column: z.string(), isDescending: z.boolean(), isNullsFirst: z.boolean() })).max(10),
});

/**
 * How the columns of one table stand: their order (those it does not name come after), which are hidden or pinned to the
 * start or the end, widths that were dragged, and the sort. Columns are named; names that are gone are left alone.
 */
export interface ColumnLayout {
  readonly order: readonly string[];
  readonly hidden: readonly string[];
  readonly pinnedStart: readonly string[];
  readonly pinnedEnd: readonly string[];
  readonly widths: readonly { readonly column: string; readonly pixels: number }[];
  readonly sort: readonly SortColumn[];
}

/** Every column, in the table's own order, unsorted. */
export const plainLayout: ColumnLayout = {
  order: [],
  hidden: [],
  pinnedStart: [],
  pinnedEnd: [],
  widths: [],
  sort: [],
};

/** The sort after a choice for one column: replaced, or added behind the others; null takes the column out. */
export function withSort(
  sort: readonly SortColumn[],
  column: string,
  next: Omit<SortColumn, "column"> | null,
  isAdding: boolean,
): readonly SortColumn[] {
  const entry = next === null ? [] : [{ column, ...next }];
  if (!isAdding) return entry;
  const isKnown = sort.some((each) => each.column === column);
  return isKnown ? sort.flatMap((each) => (each.column === column ? entry : [each])) : [...sort, ...entry];
}

/** The sort after a click on a head: ascending, descending, none; NULLs stand where Postgres puts them. */
export function sortAfterClick(sort: readonly SortColumn[], column: string, isAdding: boolean): readonly SortColumn[] {
  const known = sort.find((each) => each.column === column);
  const isDescending = known !== undefined;
  const next = known?.isDescending ? null : { isDescending, isNullsFirst: isDescending };
  return withSort(sort, column, next, isAdding);
}
