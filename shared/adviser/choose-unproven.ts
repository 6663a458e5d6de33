import { toPlanSubject } from "../plans/findings/subject.ts";
import type { Plan } from "../plans/model.ts";
import type { Candidate, CandidateFamily, NoneReason } from "./model.ts";
import type { ScanNeed } from "./needs/scan-need.ts";

/** Without a measurement the more particular family goes first. */
const preference: readonly CandidateFamily[] = [
  "foreignKey",
  "either",
  "gin",
  "trigram",
  "gist",
  "pattern",
  "partial",
  "order",
  "range",
  "equality",
  "expression",
];
/** The planner's own cost below which nothing is worth an index, and its share of the pages of a table. */
const smallCost = 100;
const servedShare = 0.1;
/** A join looks rows up one by one when the other side has this much fewer. */
const fewerRows = 10;
const brinShare = 0.03;
const scatteredShare = 0.05;
const scatteredCorrelation = 0.5;

/**
 * What is advised where nothing can be measured: one index for each scan that the planner finds expensive, of the most
 * particular family; groups and covering indexes, which only a measurement can judge, are left out.
 */
export function chooseUnproven(
  plan: Plan,
  needs: readonly ScanNeed[],
  candidates: readonly Candidate[],
): readonly Candidate[] {
  const foreign = candidates.filter(({ family }) => family === "foreignKey");
  const wanted = needs.filter((need) => isExpensive(need) && isLookedUp(plan, need) && !isScattered(need));
  const chosen = wanted.flatMap((need) => chooseForNeed(need, candidates));
  return [...new Set([...foreign, ...chosen])];
}

function chooseForNeed(need: ScanNeed, candidates: readonly Candidate[]): readonly Candidate[] {
  const { schema, name } = need.table.partitionOf ?? need.table;
  const own = candidates.filter(({ draft }) => draft.schema === schema && draft.table === name);
  const brin = own.find(({ family }) => family === "brin");
  if (brin !== undefined && (need.keptShare ?? 0) >= brinShare) return [brin];
  const isExtreme = need.orderKind === "extreme";
  const ranked = own
    .filter(({ family }) => preference.includes(family) || (isExtreme && family === "group"))
    .toSorted(
      (a, b) =>
        preference.indexOf(a.family) - preference.indexOf(b.family) || b.draft.keys.length - a.draft.keys.length,
    );
  const [first] = ranked;
  if (first === undefined) return [];
  return first.together === undefined ? [first] : own.filter(({ together }) => together === first.together);
}

/** Many rows of a range that stand on pages all over the table: what an index finds is the whole table again. */
export function isScattered({ predicates, table, keptShare, isLimited }: ScanNeed): boolean {
  if ((keptShare ?? 0) < scatteredShare || isLimited) return false;
  return predicates.some((part) => {
    if (part.kind !== "range" || part.key.column === null) return false;
    const column = table.columns.find(({ name }) => name === part.key.column);
    return Math.abs(column?.correlation ?? 1) < scatteredCorrelation;
  });
}

function isExpensive({ node, table }: ScanNeed): boolean {
  const pages = table.heapBytes / 8192;
  const cost = node.estimatedCost ?? Number.POSITIVE_INFINITY;
  return node.index === undefined && node.nodeType !== "Bitmap Heap Scan" ? true : cost > servedShare * pages;
}

/** A scan that only a join narrows is looked up only when few rows come from the other side. */
function isLookedUp(plan: Plan, need: ScanNeed): boolean {
  const isOwn = need.predicates.some((part) => part.kind !== "other" && !("isJoin" in part && part.isJoin));
  const isJoined = need.predicates.some((part) => "isJoin" in part && part.isJoin);
  if (isOwn || !isJoined || need.order.length > 0) return true;
  const subject = toPlanSubject(plan, { relations: [], foreignKeys: [] });
  let child = need.node;
  for (let at = subject.parentOf(child); at !== null; at = subject.parentOf(at)) {
    const others = subject.childrenOf(at).filter(({ id }) => id !== child.id);
    const [other] = others;
    if (other !== undefined) return other.estimatedRows * fewerRows <= (need.table.rows ?? 0);
    child = at;
  }
  return true;
}

/** Why nothing is advised though there are candidates: the planner expects the query to be cheap, or served. */
export function explainUnproven(plan: Plan, needs: readonly ScanNeed[]): NoneReason {
  const used = needs.find(({ node }) => node.index !== undefined)?.node.index;
  if (used !== undefined)
    return { code: "alreadyServed", reason: `${used} serves the query already, as far as an estimate tells.` };
  if (isCheap(plan)) return { code: "alreadyFast", reason: "The planner expects the query to read a few pages only." };
  return {
    code: "noGain",
    reason:
      "Only a measurement could tell whether an index helps here, and this connection has no branches to measure on.",
  };
}

/** Whether the planner expects so little work that an index has nothing to save. */
export function isCheap(plan: Plan): boolean {
  return (
    (plan.nodes[0]?.estimatedCost ?? Number.POSITIVE_INFINITY) < smallCost && plan.nodes[0]?.nodeType !== "ModifyTable"
  );
}
