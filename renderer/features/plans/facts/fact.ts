import { isJsonObject, type JsonValue } from "../../../../shared/plans/json/exact-json.ts";

/** One fact about a node or a run, as words. */
export interface Fact {
  readonly key: string;
  readonly text: string;
  /** What stands behind the figure, softer: its share, its uncertainty. */
  readonly note?: string;
  /** A condition, a list of keys, a statement: shown as SQL. */
  readonly isSql?: boolean;
}

/** Facts under one head. */
export interface FactGroup {
  readonly title: string;
  readonly facts: readonly Fact[];
}

/** Any value of the server as text: lists joined, objects as `key: value`. */
export function textOfValue(value: JsonValue): string {
  if (Array.isArray(value)) return value.map(textOfValue).join(", ");
  if (isJsonObject(value))
    return Object.entries(value)
      .map(([key, inner]) => `${key}: ${textOfValue(inner)}`)
      .join(", ");
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

/** The group when it has facts. */
export function groupOf(title: string, facts: readonly Fact[]): readonly FactGroup[] {
  return facts.length === 0 ? [] : [{ title, facts }];
}
