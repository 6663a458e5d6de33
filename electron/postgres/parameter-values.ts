import type { ParameterValue } from "./session.ts";

/** Parameters as the text that Postgres reads; NULL stays null. A list becomes an array literal. */
export function toParameterTexts(values: readonly ParameterValue[]): (string | null)[] {
  return values.map((value) => {
    if (value === null || typeof value === "string") return value;
    if (Array.isArray(value)) return arrayLiteral(value);
    return String(value);
  });
}

/** `{"a","b"}` with quotes and backslashes escaped, so that any text survives. */
export function arrayLiteral(elements: readonly string[]): string {
  return `{${elements.map((element) => `"${element.replace(/[\\"]/g, (character) => `\\${character}`)}"`).join(",")}}`;
}
