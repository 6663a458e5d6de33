import type { RowConditions } from "../../../../shared/grid/conditions.ts";
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

/** What the operator compares with. */
export function valuesOf(operator: FilterOperator): "none" | "one" | "many" {
  if (operator === "isNull" || operator === "isNotNull") return "none";
  return operator === "in" || operator === "notIn" ? "many" : "one";
}

/** The values of a filter as a chip shows them; null for none. */
export function valueWords({ value, values }: RowFilter): string | null {
  const shown = (text: string) => (text === "" ? "''" : text);
  if (values) return values.map(shown).join(", ");
  return value === null ? null : shown(value);
}

/** The filter of a form. Several values stand on lines of their own; line ends at the end are none. */
export function filterOf(column: string, operator: FilterOperator, text: string): RowFilter {
  const kind = valuesOf(operator);
  if (kind === "none") return { column, operator, value: null };
  if (kind === "one") return { column, operator, value: text };
  return { column, operator, value: null, values: text.replace(/\n+$/, "").split("\n") };
}

/** The conditions that a tab is opened with. */
export function conditionsOfTab(filters: readonly TabFilter[] | undefined): RowConditions {
  return { filters: (filters ?? []).map(({ column, value }) => filterByCell(column, value, false)), where: null };
}

/** The condition that a cell stands for. */
export function filterByCell(column: string, value: string | null, isExcluding: boolean): RowFilter {
  if (value === null) return { column, operator: isExcluding ? "isNotNull" : "isNull", value: null };
  return { column, operator: isExcluding ? "<>" : "=", value };
}
