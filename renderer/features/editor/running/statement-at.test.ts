import { expect, it } from "vitest";
import { statementAt } from "./statement-at.ts";

const text = "SELECT 1; SELECT 2;\n\n-- three\nSELECT 3\n\n";
const ranges = ["SELECT 1", "SELECT 2", "SELECT 3"].map((sql) => {
  const start = text.indexOf(sql);
  return { start, end: start + sql.length };
});

it.each([
  ["in it", "ELECT 1", "SELECT 1"],
  ["behind its semicolon", " SELECT 2", "SELECT 1"],
  ["at its beginning", "SELECT 2", "SELECT 2"],
  ["at the end of its line", "\n\n-- three", "SELECT 2"],
  ["on an empty line before the next", "\n-- three", "SELECT 3"],
  ["in a comment before it", "three", "SELECT 3"],
  ["behind all", "", "SELECT 3"],
])("the cursor %s means it", (_, place, expected) => {
  const offset = place === "" ? text.length : text.indexOf(place);
  const found = statementAt(ranges, text, offset);
  expect(found && text.slice(found.start, found.end)).toBe(expected);
});

it("a text without statements means none", () => {
  expect(statementAt([], "-- nothing", 3)).toBeNull();
});
