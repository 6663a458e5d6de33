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
  in: "in",
  notIn: "not in",
  contains: "contains",
  notContains: "does not contain",
  startsWith: "starts with",
  endsWith: "ends with",
  matches: "matches",
  has: "has",
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
