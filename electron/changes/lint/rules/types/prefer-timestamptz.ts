import type { LintRule } from "../../rule.ts";
import { columnsOfType, typeHit, typeRule } from "./column-type.ts";

/** A column of type timestamp without time zone. */
export const preferTimestamptz: LintRule = {
  ...typeRule,
  code: "prefer-timestamptz",
  aliases: ["prefer-timestamp-tz"],
  check: (script) =>
    columnsOfType(script, ["timestamp"]).map((found) =>
      typeHit(found, script, "It stores what a clock showed, and not when that was. timestamptz stores the moment.", {
        pattern: /timestamp(?:\s*\(\s*\d+\s*\))?(?:\s+without\s+time\s+zone)?/iy,
        better: "timestamptz",
      }),
    ),
};
