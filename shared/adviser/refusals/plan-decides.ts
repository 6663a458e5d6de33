import { totalOf } from "../../plans/findings/subject.ts";
import { type Refusal, type RefusalRule, sharePercent } from "./refusal-subject.ts";

/** Below this a statement is as fast as a lookup gets. */
const fewPages = 16;
const wellCombinedShare = 0.05;
const fewSearches = 100;

/** LIMIT without an order ends the reading after a few pages. */
export const refuseStopsEarly: RefusalRule = ({ plan, before, needs }) => {
  const limit = plan.nodes.find(({ nodeType }) => nodeType === "Limit");
  const isSorted = plan.nodes.some(({ nodeType }) => /Sort/.test(nodeType));
  if (limit === undefined || isSorted || before === null || before.buffers > fewPages * 2) return null;
  if (needs.some(({ node }) => node.index !== undefined)) return null;
  return {
    code: "stopsEarly",
    reason: `LIMIT ends the reading after ${before.buffers} pages; there is nothing left to save.`,
  };
};

/** Two indexes that are there meet in a bitmap, and few pages are left. */
export const refuseBitmapAnd: RefusalRule = ({ plan, before, needs }) => {
  if (before === null || !plan.nodes.some(({ nodeType }) => nodeType === "BitmapAnd")) return null;
  const pages = needs.reduce((sum, { table }) => sum + table.heapBytes / 8192, 0);
  if (pages === 0 || before.buffers > Math.max(fewPages * 4, wellCombinedShare * pages)) return null;
  const names = plan.nodes.flatMap(({ nodeType, index }) => (nodeType === "Bitmap Index Scan" && index ? [index] : []));
  return {
    code: "bitmapAnd",
    reason: `${names.join(" and ")} combine in a bitmap AND that leaves ${before.buffers} pages (${sharePercent(before.buffers / pages)} of the table).`,
  };
};

/** Since 18 a b-tree is entered once for each value of a leading column that the query does not name. */
export const refuseSkipScan: RefusalRule = ({ plan, before, needs, facts }) => {
  if (before === null || facts.serverVersion < 180000) return null;
  const need = needs.find(({ node }) => totalOf(node, "Index Searches") > 1 && node.index !== undefined);
  const index = need?.table.indexes.find(({ name }) => name === need.node.index);
  if (need === undefined || index === undefined || index.accessMethod !== "btree") return null;
  const searches = totalOf(need.node, "Index Searches");
  const asked = need.predicates.flatMap((part) => ("key" in part ? part.key.columns : []));
  const isList = need.predicates.some((part) => part.kind === "equality" && part.isList);
  const holdsAll = asked.every((column) => index.keys.some((key) => key.column === column));
  const isSkipping = !asked.includes(index.keys[0]?.column ?? "");
  if (isList || !holdsAll || !isSkipping || searches > fewSearches || plan.nodes.length > 4) return null;
  return {
    code: "skipScan",
    reason: `${index.name} serves the query by a skip scan (${searches} searches, ${before.buffers} pages) though its first column, ${index.keys[0]?.text}, is not named.`,
  };
};

/** The statement reads a handful of pages. */
export const refuseFast: RefusalRule = ({ before, needs, drawn }) => {
  if (before === null || before.buffers > fewPages || before.triggerMs > 0.5) return null;
  const [served] = drawn.served;
  const used = served?.index ?? needs.find(({ node }) => node.index !== undefined)?.node.index;
  if (used !== undefined)
    return { code: "alreadyServed", reason: `${used} serves the query already: it reads ${before.buffers} pages.` };
  return { code: "alreadyFast", reason: `The query reads ${before.buffers} pages; an index has nothing to save.` };
};

/** Conditions that say the same thing twice make the planner believe in far fewer rows than there are. */
export function correlatedColumns({ needs }: Parameters<RefusalRule>[0]): Refusal | null {
  for (const { node, predicates, table } of needs) {
    const columns = predicates.flatMap((part) =>
      part.kind === "equality" && !part.isJoin && part.key.column !== null ? [part.key.column] : [],
    );
    const wanted = [...new Set(columns)].toSorted();
    if (wanted.length < 2 || node.rows === null || (node.loops ?? 0) !== 1) continue;
    const isKnown = table.statisticsColumns.some((set) => wanted.every((column) => set.includes(column)));
    if (isKnown || node.rows < 100 || node.rows < 5 * Math.max(1, node.estimatedRows)) continue;
    return {
      code: "correlatedColumns",
      reason: `${wanted.join(" and ")} depend on each other: ${node.rows} rows match where ${Math.round(node.estimatedRows)} were expected. Statistics are missing, not an index.`,
    };
  }
  return null;
}
