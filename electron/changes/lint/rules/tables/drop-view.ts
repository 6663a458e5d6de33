import type { LintRule } from "../../rule.ts";
import { dependentsText, dropHits } from "./dropped-objects.ts";

/** DROP VIEW and DROP MATERIALIZED VIEW: whoever reads it fails. */
export const dropView: LintRule = {
  code: "drop-view",
  aliases: [],
  class: "breaking",
  severity: "error",
  lock: "AccessExclusive",
  cost: "metadata",
  directions: ["up"],
  check: (script) => {
    const isMadeAgain = (name: string) =>
      script.statements.some(
        ({ node }) => "ViewStmt" in node && (node.ViewStmt.view?.relname ?? "") === name.split(".").at(-1),
      );
    return [
      ...dropHits(
        script,
        "OBJECT_VIEW",
        (names, catalog) => `Whoever reads the view fails from this moment on.${dependentsText(names, catalog)}`,
      ).map((hit) =>
        isMadeAgain(hit.subject)
          ? {
              ...hit,
              class: "safe" as const,
              severity: "info" as const,
              message: "The script makes it again; its grants and comments are lost.",
            }
          : hit,
      ),
      ...dropHits(
        script,
        "OBJECT_MATVIEW",
        (names, catalog) =>
          `Whoever reads the materialized view fails from this moment on.${dependentsText(names, catalog)}`,
      ),
    ];
  },
};
