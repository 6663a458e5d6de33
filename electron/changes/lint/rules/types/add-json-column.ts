import type { LintRule } from "../../rule.ts";
import { columnsOfType, typeHit, typeRule } from "./column-type.ts";

/** A column of type json: it cannot be compared. */
export const addJsonColumn: LintRule = {
  ...typeRule,
  code: "add-json-column",
  aliases: [],
  check: (script) =>
    columnsOfType(script, ["json"]).map((found) =>
      typeHit(found, script, "json has no equality, so DISTINCT, GROUP BY and UNION over the column fail. jsonb has.", {
        pattern: /json\b/iy,
        better: "jsonb",
      }),
    ),
};
