import { replaceAt } from "../../edits.ts";
import { lastName } from "../../nodes.ts";
import type { WrittenColumn } from "../../reading/written-parts.ts";
import type { LintRule, LintScript, RuleHit } from "../../rule.ts";

/** Columns that the script writes with one of these types (names as in pg_type), not as arrays. */
export function columnsOfType({ written }: LintScript, types: readonly string[]): readonly WrittenColumn[] {
  return written.columns.filter(
    ({ column }) => types.includes(lastName(column.typeName?.names)) && !column.typeName?.arrayBounds,
  );
}

/** What a rule about types has in common: nothing waits, nothing breaks; the trouble comes later. */
export const typeRule: Pick<LintRule, "class" | "severity" | "lock" | "cost" | "directions"> = {
  class: "safe",
  severity: "info",
  lock: null,
  cost: null,
  directions: ["up"],
};

/** A hit on a column's type; `pattern` (sticky) takes the type in the script, which becomes `better`. */
export function typeHit(
  { statement, table, column }: WrittenColumn,
  script: LintScript,
  message: string,
  rewrite: { readonly pattern: RegExp; readonly better: string } | null,
): RuleHit {
  const location = column.typeName?.location;
  const edit =
    rewrite && location !== undefined
      ? replaceAt(script.text, script.offsetOf(location), rewrite.pattern, rewrite.better)
      : null;
  return {
    statementIndex: statement.index,
    subject: `${table}.${column.colname ?? ""}`,
    message,
    fix: edit && rewrite ? { title: `Make it ${rewrite.better}`, edits: [edit], transactional: true } : null,
  };
}
