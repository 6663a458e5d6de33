import { nodeRule } from "../node-rule.ts";
import { count, nameNode, textOf, totalOf } from "../subject.ts";

const minSearchesPerLoop = 100;

/** An index that is descended again and again for one scan: a skip scan, or a long IN list; told since 18. */
export const manyIndexSearches = nodeRule("many-index-searches", (_subject, node) => {
  const searches = totalOf(node, "Index Searches");
  const perRun = searches / Math.max(1, node.loops ?? 0);
  if (perRun < minSearchesPerLoop) return null;
  const isList = /= ANY \(/.test(textOf(node, "Index Cond"));
  return {
    message: isList
      ? `${nameNode(node)} searches ${node.index ?? "its index"} ${count(perRun)} times for the values of a list. A join with VALUES or a temporary table lets the planner choose another way.`
      : `${nameNode(node)} searches ${node.index ?? "its index"} ${count(perRun)} times, once for each leading value that it skips. An index that begins with the column of the condition is searched once.`,
    evidence: { indexSearches: searches, loops: node.loops, indexCondition: textOf(node, "Index Cond") },
    savedMs: null,
  };
});
