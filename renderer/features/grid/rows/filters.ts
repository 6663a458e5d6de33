import type { FilterOperator, RowFilter } from "../../../../shared/grid/model.ts";
import type { TabFilter } from "../../../state/workspace.ts";

/** Operators as the chips say them. */
export const operatorLabels: Readonly<Record<FilterOperator, string>> = {
  "=": "=",
  "<>": "≠",
  "<": "<",
  "<=": "≤",
  ">": ">",
  ">=": "≥",
  contains: "contains",
  startsWith: "starts with",
  isNull: "is NULL",
  isNotNull: "is not NULL",
};

/** Whether the operator compares with a value. */
export function takesValue(operator: FilterOperator): boolean {
  return operator !== "isNull" && operator !== "isNotNull";
}

/** The conditions that a tab is opened with. */
export function filtersOfTab(filters: readonly TabFilter[] | undefined): readonly RowFilter[] {
  return (filters ?? []).map(({ column, value }) => ({ column, operator: value === null ? "isNull" : "=", value }));
}

/** The condition that a cell stands for. */
export function filterByCell(column: string, value: string | null, isExcluding: boolean): RowFilter {
  if (value === null) return { column, operator: isExcluding ? "isNotNull" : "isNull", value: null };
  return { column, operator: isExcluding ? "<>" : "=", value };
}

/** The sort after a click on a head: ascending, descending, none. With `isAdding` the other columns stay. */
export function sortAfterClick<Sort extends { readonly column: string; readonly isDescending: boolean }>(
  sort: readonly Sort[],
  column: string,
  isAdding: boolean,
): readonly { readonly column: string; readonly isDescending: boolean }[] {
  const known = sort.find((entry) => entry.column === column);
  const next = !known ? [{ column, isDescending: false }] : known.isDescending ? [] : [{ column, isDescending: true }];
  if (!isAdding) return next;
  return known ? sort.flatMap((entry) => (entry === known ? next : [entry])) : [...sort, ...next];
}
