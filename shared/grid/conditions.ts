import { z } from "zod";
import { quoteIdentifier, quoteLiteral } from "../sql/quote.ts";
import { type FilterOperator, filterOperators, type RowFilter } from "./model.ts";

const value = z.string().max(1_048_576);

/** A filter as it crosses a border. */
export const rowFilterSchema = z.strictObject({
  column: z.string().min(1).max(1000),
  operator: z.enum(filterOperators),
  value: value.nullable(),
  values: z.array(value).max(500).readonly().optional(),
});

/** Which rows: all filters, and the user's own condition (the text behind WHERE), or null. */
export interface RowConditions {
  readonly filters: readonly RowFilter[];
  readonly where: string | null;
}

/** All rows. */
export const noConditions: RowConditions = { filters: [], where: null };

/** Conditions as a tab keeps them. */
export const rowConditionsSchema = z.object({
  filters: z.array(rowFilterSchema).max(50),
  where: z.string().max(20_000).nullable(),
});

/** What the choice of operators depends on. A column that no page has read yet has a name only. */
export interface FilteredColumn {
  readonly name: string;
  readonly baseType?: string | undefined;
  readonly isSortable?: boolean | undefined;
}

const textTypes: ReadonlySet<string> = new Set(["text", "varchar", "bpchar", "char", "name", "citext", "xml"]);
const textOperators = ["contains", "notContains", "startsWith", "endsWith", "matches"] as const;
const comparisons = ["=", "<>", "<", "<=", ">", ">="] as const;
const nulls = ["isNull", "isNotNull"] as const;

/** The operators that mean something for a column, the likeliest first. All of them when its type is not known. */
export function operatorsFor({ baseType, isSortable }: FilteredColumn): readonly FilterOperator[] {
  if (baseType === undefined) return filterOperators;
  if (baseType === "bool") return ["=", "<>", ...nulls];
  if (textTypes.has(baseType))
    return ["contains", "=", "in", ...textOperators.slice(1), "<>", "notIn", ...comparisons.slice(2), ...nulls];
  if (baseType === "json" || baseType === "jsonb")
    return [
      ...(baseType === "jsonb" ? (["has"] as const) : []),
      "contains",
      "notContains",
      "matches",
      "=",
      "<>",
      ...nulls,
    ];
  const isArray = baseType.startsWith("_");
  const inOrder = isSortable === false ? (["=", "<>"] as const) : comparisons;
  return [
    ...(isArray ? (["has"] as const) : []),
    ...inOrder,
    "in",
    "notIn",
    "contains",
    "startsWith",
    "matches",
    ...nulls,
  ];
}

/** The filters as the text behind WHERE, in the words of somebody who writes SQL; null for none. */
export function filtersAsWhere(filters: readonly RowFilter[]): string | null {
  return filters.length === 0 ? null : filters.map(filterAsWhere).join("\n  AND ");
}

const likes = {
  contains: ["ILIKE", "%", "%"],
  notContains: ["NOT ILIKE", "%", "%"],
  startsWith: ["LIKE", "", "%"],
  endsWith: ["LIKE", "%", ""],
} as const;

function filterAsWhere({ column, operator, value: text, values }: RowFilter): string {
  const name = quoteIdentifier(column);
  const literal = (each: string) => quoteLiteral(each).trim();
  if (operator === "isNull") return `${name} IS NULL`;
  if (operator === "isNotNull") return `${name} IS NOT NULL`;
  if (operator === "in" || operator === "notIn")
    return `${name} ${operator === "in" ? "IN" : "NOT IN"} (${(values ?? []).map(literal).join(", ")})`;
  if (operator === "has") return `${name} @> ${literal(text ?? "")}`;
  if (operator === "matches") return `${name}::text ~* ${literal(text ?? "")}`;
  if (operator in likes) {
    const [word, before, after] = likes[operator as keyof typeof likes]; // it is one of them
    const escaped = (text ?? "").replace(/[\\%_]/g, (character) => `\\${character}`);
    return `${name}::text ${word} ${literal(`${before}${escaped}${after}`)}`;
  }
  return `${name} ${operator} ${literal(text ?? "")}`;
}
