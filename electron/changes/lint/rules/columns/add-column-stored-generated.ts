import { insertAfterWord, replaceAt } from "../../edits.ts";
import { columnConstraints } from "../../nodes.ts";
import type { WrittenColumn } from "../../reading/written-parts.ts";
import type { LintRule, LintScript, RuleFix } from "../../rule.ts";
import { addedColumnsOf, columnSubject, isOnlyAction } from "./column-parts.ts";

/** ADD COLUMN ... GENERATED ... STORED computes and writes every row. From version 18 VIRTUAL writes none. */
export const addColumnStoredGenerated: LintRule = {
  code: "add-column-stored-generated",
  aliases: ["adding-field-with-default"],
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  cost: "rewrite",
  directions: ["up", "down"],
  check: (script) =>
    addedColumnsOf(script)
      .filter(({ column }) =>
        columnConstraints(column).some(
          ({ contype, generated_kind }) => contype === "CONSTR_GENERATED" && generated_kind !== "v",
        ),
      )
      .map((found) => ({
        statementIndex: found.statement.index,
        relation: found.table,
        subject: columnSubject(found),
        message: "Every row's value is computed and stored, so the whole table is written again.",
        fix: virtualFix(found, script),
      })),
};

function virtualFix(found: WrittenColumn, { version, text }: LintScript): RuleFix | null {
  if (version === null || version.major < 18 || !isOnlyAction(found)) return null;
  const behind = insertAfterWord(found.statement, "stored", "");
  const edit = behind && replaceAt(text, behind.start - "stored".length, /stored/iy, "VIRTUAL");
  return edit && { title: "Compute it when it is read", edits: [edit], transactional: true };
}
