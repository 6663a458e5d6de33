/** The column a small table is sorted by. */
export interface TableSort {
  readonly column: string;
  readonly isDescending: boolean;
}

const words = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** A sorted copy; nulls last in either direction, equal rows in their own order. */
export function sortRows<Row>(
  rows: readonly Row[],
  by: (row: Row) => string | number | null,
  isDescending: boolean,
): Row[] {
  return [...rows].sort((left, right) => {
    const a = by(left);
    const b = by(right);
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    const order = typeof a === "number" && typeof b === "number" ? a - b : words.compare(String(a), String(b));
    return isDescending ? -order : order;
  });
}
