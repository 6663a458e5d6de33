import type { LintRule } from "../../rule.ts";
import { columnsOfType, typeHit, typeRule } from "./column-type.ts";

/** A column of type char(n). */
export const banChar: LintRule = {
  ...typeRule,
  code: "ban-char",
  aliases: ["ban-char-field"],
  check: (script) =>
    columnsOfType(script, ["bpchar"]).map((found) =>
      typeHit(
        found,
        script,
        "char(n) pads with blanks, which then count or not, depending on who compares. text with a CHECK has no such surprise.",
        { pattern: /(?:char|character|bpchar)(?:\s*\(\s*\d+\s*\))?/iy, better: "text" },
      ),
    ),
};
