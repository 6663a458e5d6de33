import type { Node } from "libpg-query";
import { relationName } from "../../nodes.ts";
import type { LintRule } from "../../rule.ts";

/** A column that is named twice in INSERT or SET: Postgres refuses it (42701, 42601). */
export const duplicateColumnAssignment: LintRule = {
  code: "duplicate-column-assignment",
  aliases: ["ban-duplicate-column-assignments"],
  class: "risky",
  severity: "error",
  lock: null,
  cost: null,
  directions: ["up", "down"],
  check: ({ statements }) =>
    statements.flatMap(({ node, index }) => {
      const insert = "InsertStmt" in node ? node.InsertStmt : null;
      const update = "UpdateStmt" in node ? node.UpdateStmt : null;
      const names = targets(insert?.cols ?? update?.targetList ?? []);
      const twice = names.find((name, place) => names.indexOf(name) !== place);
      if (twice === undefined) return [];
      return [
        {
          statementIndex: index,
          subject: `${relationName(insert?.relation ?? update?.relation)}.${twice}`,
          message: "The column is given two values, which Postgres refuses.",
        },
      ];
    }),
};

/** Parts of a column (`a[1]`, `a.b`) may be set one by one. */
function targets(nodes: readonly Node[]): readonly string[] {
  return nodes.flatMap((node) =>
    "ResTarget" in node && !node.ResTarget.indirection?.length ? [node.ResTarget.name ?? ""] : [],
  );
}
