import { readableIdentifier } from "../../../indexes/readable-name.ts";
import type { CheckedTable } from "../../model.ts";
import { listWords, onTable, primaryKeyOf, type SchemaRule, tableSql, wordsOf } from "../rule.ts";

const created =
  /^(created|inserted|added|recorded|occurred|started|logged)_?(at|on|date|time)?$|^(ts|time|timestamp|date)$/i;
const updated =
  /^(updated|modified|changed|completed|finished|ended|last_?modified|last_?updated)_?(at|on|date|time)?$/i;
const moments: ReadonlySet<string> = new Set(["timestamp", "timestamptz", "date"]);
/** Last words of tables whose rows are written once. */
const writtenOnce: ReadonlySet<string> = new Set(
  "log logs event events audit history entry entries metric metrics version versions snapshot snapshots".split(" "),
);

/** Rows that cannot say when they came and when they last changed. Tables that only join others need neither. */
export const missingTimestamps: SchemaRule = {
  code: "missing-timestamps",
  title: "No created_at or updated_at",
  keeps: { seed: "Schema specialist", rule: "Every model has id, createdAt and updatedAt." },
  findInTable: (table) => {
    if (isJoin(table)) return [];
    const has = (pattern: RegExp) =>
      table.columns.some(({ name, typeName }) => pattern.test(name) && moments.has(typeName));
    const isCamel = table.columns.some(({ name }) => /\p{Ll}\p{Lu}/u.test(name));
    const missing = [
      ...(has(created) ? [] : [isCamel ? "createdAt" : "created_at"]),
      ...(has(updated) || writtenOnce.has(wordsOf(table.name).at(-1) ?? "")
        ? []
        : [isCamel ? "updatedAt" : "updated_at"]),
    ].filter((name) => !table.columns.some((column) => column.name === name));
    if (missing.length === 0) return [];
    const lines = (line: (name: string) => string) =>
      `ALTER TABLE ${tableSql(table)}\n${missing.map((name) => `  ${line(readableIdentifier(name))}`).join(",\n")};`;
    return [
      onTable(table, {
        code: "missing-timestamps",
        severity: "info",
        message: `${listWords(missing)} ${missing.length === 1 ? "is" : "are"} missing. Rows that are there get the time of the migration; what changes a row has to set updated_at.`,
        evidence: { missing: missing.join(", "), estimatedRows: table.estimatedRows },
        fix: {
          title: `Add ${missing.join(" and ")} to ${table.name}`,
          sql: lines((name) => `ADD COLUMN ${name} timestamptz NOT NULL DEFAULT pg_catalog.now()`),
          downSql: lines((name) => `DROP COLUMN ${name}`),
          transactional: true,
        },
      }),
    ];
  },
};

/** Every column belongs to a key of this table or of another one. */
function isJoin(table: CheckedTable): boolean {
  const keys = new Set([
    ...primaryKeyOf(table),
    ...table.constraints.filter(({ kind }) => kind === "foreignKey").flatMap(({ columns }) => columns),
  ]);
  return table.columns.length > 1 && table.columns.every(({ name }) => keys.has(name)) && keys.size > 1;
}
