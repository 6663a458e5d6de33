import { calledFunctions, columnConstraints } from "../../nodes.ts";
import type { LintRule, LintScript } from "../../rule.ts";
import { addEmptyFix, addedColumnsOf, columnSubject } from "./column-parts.ts";
import { steadyFunctions } from "./steady-functions.ts";

/** ADD COLUMN with a default that differs from row to row: every row is written again under AccessExclusive. */
export const addColumnVolatileDefault: LintRule = {
  code: "add-column-volatile-default",
  aliases: ["adding-field-with-default"],
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  cost: "rewrite",
  directions: ["up", "down"],
  check: (script) =>
    addedColumnsOf(script).flatMap((found) => {
      const value = columnConstraints(found.column).find(({ contype }) => contype === "CONSTR_DEFAULT");
      const unsteady = calledFunctions(value?.raw_expr).find((name) => !isSteady(name, script));
      if (unsteady === undefined) return [];
      const type = typeText(found.statement.sql);
      return [
        {
          statementIndex: found.statement.index,
          relation: found.table,
          subject: columnSubject(found),
          message: `${unsteady}() may give another value for every row, so the whole table is written again.`,
          fix: type === null ? null : addEmptyFix(found, type.type, type.value),
        },
      ];
    }),
};

/** The database knows; without one, what is built in and steady. */
function isSteady(name: string, { catalog }: LintScript): boolean {
  const volatility = catalog?.volatility(name) ?? null;
  return volatility === null ? steadyFunctions.has(name) : volatility !== "v";
}

/** Type and default as they are written, in the plain form `ADD [COLUMN] name type DEFAULT value` and nothing behind. */
function typeText(sql: string): { readonly type: string; readonly value: string } | null {
  const plain =
    /\badd\s+(?:column\s+)?(?:if\s+not\s+exists\s+)?(?:"[^"]+"|[\w$]+)\s+([\w\s(),.[\]]+?)\s+default\s+([^;]+?)\s*$/i;
  const [, type, value] = plain.exec(sql) ?? [];
  if (type === undefined || value === undefined) return null;
  const hasMore = /\b(not\s+null|null|check|unique|primary|references|constraint|collate|generated)\b/i;
  return hasMore.test(type) || hasMore.test(value) ? null : { type, value };
}
