import type { FindingFix } from "../../../findings/model.ts";
import { readableIdentifier, readableName } from "../../../indexes/readable-name.ts";
import type { CheckedTable } from "../../model.ts";
import { listWords, onTable, type SchemaRule, tableSql, toSnakeCase } from "../rule.ts";

/** Letters without case (Arabic, Chinese ...) need no quotes either. */
const snakeCase = /^[\p{Ll}\p{Lo}_][\p{Ll}\p{Lo}\p{N}_]*$/u;

/** Other names must be quoted wherever they are written, and mean something else where they are not. */
export const notSnakeCase: SchemaRule = {
  code: "not-snake-case",
  title: "Name is not snake_case",
  keeps: { seed: "Neon database architect", rule: "Tables and columns are named in snake_case." },
  findInTable: (table) => {
    const columns = table.columns.map(({ name }) => name).filter((name) => !snakeCase.test(name));
    const isTable = !snakeCase.test(table.name);
    if (columns.length === 0 && !isTable) return [];
    const fix = rename(table, columns, isTable);
    const named = isTable ? ["the table", ...columns] : columns;
    return [
      onTable(table, {
        code: "not-snake-case",
        severity: "info",
        message: `${listWords(named)} ${named.length === 1 ? "has a name" : "have names"} that must be quoted everywhere. Renaming breaks what uses the old name: applications have to follow at the same moment.`,
        evidence: { columns: columns.length === 0 ? null : columns.join(", ") },
        ...(fix ? { fix } : {}),
      }),
    ];
  },
};

/** Leaves out what no snake_case name can be made of, or whose name is taken. */
function rename(table: CheckedTable, columns: readonly string[], isTable: boolean): FindingFix | null {
  const taken = new Set(table.columns.map(({ name }) => name));
  const pairs = columns.flatMap((name) => {
    const next = toSnakeCase(name);
    if (!snakeCase.test(next) || taken.has(next)) return [];
    taken.add(next);
    return [[name, next] as const];
  });
  const newName = toSnakeCase(table.name);
  const isRenamed = isTable && snakeCase.test(newName);
  if (pairs.length === 0 && !isRenamed) return null;
  const column = (from: string, to: string) =>
    `ALTER TABLE ${tableSql(table)} RENAME COLUMN ${readableIdentifier(from)} TO ${readableIdentifier(to)};`;
  const up = pairs.map(([from, to]) => column(from, to));
  const down = pairs.map(([from, to]) => column(to, from));
  const tableUp = `ALTER TABLE ${tableSql(table)} RENAME TO ${readableIdentifier(newName)};`;
  const tableDown = `ALTER TABLE ${readableName(table.schema, newName)} RENAME TO ${readableIdentifier(table.name)};`;
  return {
    title: `Rename ${table.name} to snake_case`,
    sql: (isRenamed ? [...up, tableUp] : up).join("\n"),
    downSql: (isRenamed ? [tableDown, ...down] : down).join("\n"),
    transactional: true,
  };
}
