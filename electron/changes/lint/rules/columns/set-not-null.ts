import type { Node } from "libpg-query";
import { quoteIdentifier } from "../../../../../shared/sql/quote.ts";
import { inNextMigration, insertBefore, replaceStatement } from "../../edits.ts";
import { namesOf, relationSql, type TableCommand } from "../../nodes.ts";
import type { LintRule, LintScript, RuleFix } from "../../rule.ts";
import { isOnlyAction } from "./column-parts.ts";

/** SET NOT NULL reads the whole table under AccessExclusive, unless a valid CHECK says the same. */
export const setNotNull: LintRule = {
  code: "set-not-null",
  aliases: ["adding-not-nullable-field"],
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  cost: "scan",
  directions: ["up", "down"],
  check: (script) =>
    script.written.commands.flatMap((found) => {
      const { statement, table, command } = found;
      if (command.subtype !== "AT_SetNotNull" || isProven(script, found)) return [];
      return [
        {
          statementIndex: statement.index,
          relation: table,
          subject: `${table}.${command.name ?? ""}`,
          message: "Nobody reads or writes the table while all of it is checked for NULLs.",
          fix: isOnlyAction(found) ? uncheckedFix(found, script) : null,
        },
      ];
    }),
};

function uncheckedFix({ statement, relation, command }: TableCommand, { version }: LintScript): RuleFix {
  const column = command.name ?? "";
  const target = relationSql(relation);
  const name = quoteIdentifier(`${column}_not_null`);
  const isNative = version !== null && version.major >= 18;
  const promise = isNative
    ? `ADD CONSTRAINT ${name} NOT NULL ${quoteIdentifier(column)} NOT VALID`
    : `ADD CONSTRAINT ${name} CHECK (${quoteIdentifier(column)} IS NOT NULL) NOT VALID`;
  const later = isNative
    ? []
    : [
        "and in the one after that:",
        `ALTER TABLE ${target} ALTER COLUMN ${quoteIdentifier(column)} SET NOT NULL;`,
        `ALTER TABLE ${target} DROP CONSTRAINT ${name};`,
      ];
  return {
    title: isNative
      ? "Promise it unchecked, and check it in the next migration"
      : "Promise it unchecked, and check and set it in the next migrations",
    edits: [
      insertBefore(statement, inNextMigration([`ALTER TABLE ${target} VALIDATE CONSTRAINT ${name};`, ...later])),
      replaceStatement(statement, `ALTER TABLE ${target} ${promise}`),
    ],
    downSql: `ALTER TABLE ${target} DROP CONSTRAINT ${name};`,
    transactional: true,
  };
}

/** Whether the column cannot hold NULL anyway: by the catalog, or by an earlier CHECK of the script that it validates. */
function isProven({ written, catalog }: LintScript, { statement, table, command }: TableCommand): boolean {
  const column = command.name ?? "";
  const known = catalog?.relation(table);
  if (known?.columns.some(({ name, isNotNull }) => name === column && isNotNull)) return true;
  if (known?.constraints.some(({ kind, isValid, definition }) => kind === "c" && isValid && says(definition, column)))
    return true;
  const isEarlier = (index: number) => index < statement.index;
  const checks = written.constraints.filter(
    (one) => one.table === table && isEarlier(one.statement.index) && one.constraint.contype === "CONSTR_CHECK",
  );
  const same = checks.filter(({ constraint }) => isNotNullTest(constraint.raw_expr, column));
  if (same.some(({ constraint }) => !constraint.skip_validation)) return true;
  const names = same.map(({ constraint }) => constraint.conname);
  return written.commands.some(
    (one) =>
      one.table === table &&
      isEarlier(one.statement.index) &&
      one.command.subtype === "AT_ValidateConstraint" &&
      names.includes(one.command.name),
  );
}

/** A definition as the server prints it: `CHECK ((a IS NOT NULL))`. */
function says(definition: string, column: string): boolean {
  const bare = definition.replaceAll(/[()]/g, "");
  return [column, quoteIdentifier(column)].some((name) => bare === `CHECK ${name} IS NOT NULL`);
}

function isNotNullTest(expression: Node | undefined, column: string): boolean {
  if (!expression || !("NullTest" in expression)) return false;
  const { arg, nulltesttype } = expression.NullTest;
  return (
    nulltesttype === "IS_NOT_NULL" &&
    arg !== undefined &&
    "ColumnRef" in arg &&
    namesOf(arg.ColumnRef.fields)[0] === column
  );
}
