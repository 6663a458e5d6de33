import type { LintRule } from "../../rule.ts";
import { dependentsText, dropHits } from "./dropped-objects.ts";

/** DROP TABLE: the rows are gone, and so is everybody's statement that names it. Tables that foreign keys lead to are locked as well. */
export const dropTable: LintRule = {
  code: "drop-table",
  aliases: ["ban-drop-table"],
  class: "breaking",
  severity: "error",
  lock: "AccessExclusive",
  cost: "metadata",
  directions: ["up"],
  check: (script) =>
    dropHits(
      script,
      "OBJECT_TABLE",
      (names, catalog) =>
        `The table and its rows are lost; the down script cannot bring rows back. Rename it first, and drop it when nobody has asked for it.${dependentsText(names, catalog)}`,
    ),
};
