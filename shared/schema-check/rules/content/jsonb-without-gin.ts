import { readableIdentifier } from "../../../indexes/readable-name.ts";
import type { CheckedTable, CountedStatement } from "../../model.ts";
import { createIndex } from "../create-index.ts";
import { onTable, type SchemaRule } from "../rule.ts";

/** What a smaller GIN index of class jsonb_path_ops answers; it knows no keys by themselves. */
const byPath: ReadonlySet<string> = new Set(["@>", "@?", "@@"]);

/** Containment and key tests read every document unless a GIN index holds them. Told only where statements ask so. */
export const jsonbWithoutGin: SchemaRule = {
  code: "jsonb-without-gin",
  title: "JSONB is searched without GIN",
  keeps: { seed: "ContextGround", rule: "JSONB that is searched has a GIN index." },
  needs: "statements",
  findInTable: (table, { statements }) => {
    if (statements.state === "unreadable") return [];
    const columns = table.columns.filter(({ name, typeName }) => typeName === "jsonb" && !hasGin(table, name));
    if (columns.length === 0) return [];
    const ofTable = statements.value.filter(({ sql }) => sql.includes(table.name) && names(sql, table));
    return columns.flatMap(({ name }) => {
      const asked = ofTable.flatMap((statement) => {
        const operators = operatorsOn(statement.sql, name);
        return operators.length === 0 ? [] : [{ ...statement, operators }];
      });
      const [first] = asked.toSorted((a, b) => b.calls - a.calls);
      if (first === undefined) return [];
      const operators = [...new Set(asked.flatMap((statement) => statement.operators))].sort();
      const isByPath = operators.every((operator) => byPath.has(operator));
      return [
        onTable(table, {
          part: name,
          code: "jsonb-without-gin",
          severity: "warning",
          message: `Statements search ${name} by ${operators.join(" ")}, and no GIN index holds it: each of them reads every document.`,
          evidence: {
            calls: asked.reduce((sum, { calls }: CountedStatement) => sum + calls, 0),
            statement: first.sql.replace(/\s+/g, " ").slice(0, 200),
            sizeBytes: table.sizeBytes,
          },
          fix: createIndex(table, {
            keys: [`${readableIdentifier(name)}${isByPath ? " jsonb_path_ops" : ""}`],
            nameParts: [name],
            method: "gin",
          }),
        }),
      ];
    });
  },
};

function hasGin({ indexes }: CheckedTable, column: string): boolean {
  return indexes.some(
    (index) => index.accessMethod === "gin" && index.isValid && index.keys.some((key) => key.column === column),
  );
}

const escapePattern = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** Whether a statement may mean the table: named without a schema, or with its own. */
function names(sql: string, { schema, name }: CheckedTable): boolean {
  const pattern = new RegExp(`(?:^|[^\\w"])(?:"?([^\\s".,(]+)"?\\.)?"?${escapePattern(name)}"?(?![\\w"])`, "g");
  return [...sql.matchAll(pattern)].some(([, qualifier]) => qualifier === undefined || qualifier === schema);
}

/** The searching operators that stand right behind a column. */
function operatorsOn(sql: string, column: string): readonly string[] {
  const pattern = new RegExp(
    `(?:^|[^\\w"])"?${escapePattern(column)}"?(?:\\s*::\\s*jsonb)?\\s*(@>|@\\?|@@|\\?\\||\\?&|\\?)`,
    "g",
  );
  return [...sql.matchAll(pattern)].flatMap(([, operator]) => (operator === undefined ? [] : [operator]));
}
