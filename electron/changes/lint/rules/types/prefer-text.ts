import type { LintRule } from "../../rule.ts";
import { columnsOfType, typeHit, typeRule } from "./column-type.ts";

/** A column of type varchar. */
export const preferText: LintRule = {
  ...typeRule,
  code: "prefer-text",
  aliases: ["prefer-text-field"],
  check: (script) =>
    columnsOfType(script, ["varchar"]).map((found) =>
      typeHit(found, script, "A limit in the type is hard to change later; text with a CHECK is as fast and is not.", {
        pattern: /(?:varchar|character\s+varying|char\s+varying)(?:\s*\(\s*\d+\s*\))?/iy,
        better: "text",
      }),
    ),
};
