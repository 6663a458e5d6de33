import type { IndexStmt } from "libpg-query";
import { relationName } from "../../nodes.ts";
import type { LintRule, LintScript } from "../../rule.ts";

const maxColumns = 3;
const maxIndexes = 10;

/** An index that costs each write more than it is likely to give back: many columns, one twice, one that another has, one of very many. */
export const indexShape: LintRule = {
  code: "index-shape",
  aliases: [],
  class: "safe",
  severity: "info",
  lock: null,
  cost: null,
  directions: ["up"],
  check: (script) =>
    script.statements.flatMap(({ node, index }) =>
      "IndexStmt" in node
        ? shapeProblems(node.IndexStmt, script).map((message) => ({
            statementIndex: index,
            subject: node.IndexStmt.idxname ?? relationName(node.IndexStmt.relation),
            message,
          }))
        : [],
    ),
};

function shapeProblems(
  { indexParams, relation, unique, whereClause }: IndexStmt,
  { catalog }: LintScript,
): readonly string[] {
  const names = (indexParams ?? []).flatMap((one) => ("IndexElem" in one ? [one.IndexElem.name ?? ""] : []));
  const known = catalog?.relation(relationName(relation))?.indexes ?? [];
  const twice = names.find((name, place) => name !== "" && names.indexOf(name) !== place);
  const same = known.find(
    (one) =>
      !one.isPartial && !whereClause && !unique && one.columns.join("\n") === names.join("\n") && !names.includes(""),
  );
  return [
    ...(names.length > maxColumns && !unique
      ? [`Columns after the third seldom find rows, and every write keeps all ${names.length}.`]
      : []),
    ...(twice === undefined ? [] : [`${twice} stands in it twice.`]),
    ...(same ? [`${same.name} has the same columns.`] : []),
    ...(known.length >= maxIndexes
      ? [`The table has ${known.length} indexes already, and every write keeps each.`]
      : []),
  ];
}
