import { quoteIdentifier } from "../../../../shared/sql/quote.ts";
import { relationSql, tableCommands } from "../nodes.ts";
import type { LintRule } from "../rule.ts";
import { inNextMigration } from "./constraint-fix.ts";

/** SET NOT NULL reads the whole table under AccessExclusive, unless a valid CHECK says the same (Postgres 12 or later). */
export const setNotNull: LintRule = {
  code: "set-not-null",
  alias: "adding-not-nullable-field",
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  directions: ["up", "down"],
  check: ({ statements, isNew }) =>
    tableCommands(statements).flatMap(({ statement, table, relation, command }) => {
      const column = command.name ?? "";
      if (command.subtype !== "AT_SetNotNull" || isNew(table, statement.index)) return [];
      if (
        isProven(
          statements.slice(0, statement.index).map(({ sql }) => sql),
          column,
        )
      )
        return [];
      const target = relationSql(relation);
      const check = quoteIdentifier(`${column}_not_null`);
      return [
        {
          statementIndex: statement.index,
          subject: `${table}.${column}`,
          message: "Nobody reads or writes the table while all of it is checked for NULLs.",
          fix: {
            title: "Promise it unchecked, and check and set it in the next migration",
            sql: `ALTER TABLE ${target} ADD CONSTRAINT ${check} CHECK (${quoteIdentifier(column)} IS NOT NULL) NOT VALID;\n${inNextMigration(
              [
                `ALTER TABLE ${target} VALIDATE CONSTRAINT ${check};`,
                "and in the one after that:",
                `ALTER TABLE ${target} ALTER COLUMN ${quoteIdentifier(column)} SET NOT NULL;`,
                `ALTER TABLE ${target} DROP CONSTRAINT ${check};`,
              ],
            )}`,
            downSql: `ALTER TABLE ${target} DROP CONSTRAINT ${check};`,
            transactional: true,
          },
        },
      ];
    }),
};

/** Whether an earlier statement of the script validates a constraint after adding the CHECK for the column. */
function isProven(earlier: readonly string[], column: string): boolean {
  const name = column.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const check = new RegExp(`check\\s*\\(+\\s*"?${name}"?\\s+is\\s+not\\s+null\\s*\\)`, "i");
  return earlier.some((sql) => check.test(sql)) && earlier.some((sql) => /\bvalidate\s+constraint\b/i.test(sql));
}
