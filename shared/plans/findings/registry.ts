import type { Severity } from "../../findings/model.ts";
import type { PlanFinding } from "../contract.ts";
import type { Plan, PlanContext } from "../model.ts";
import type { PlanWaits } from "../running/model.ts";
import { coldCache } from "./buffers/cold-cache.ts";
import { conflictChurn } from "./buffers/conflict-churn.ts";
import { dirtyingRead } from "./buffers/dirtying-read.ts";
import { localBuffers } from "./buffers/local-buffers.ts";
import { tempFiles } from "./buffers/temp-files.ts";
import { walHeavy } from "./buffers/wal-heavy.ts";
import { misestimate } from "./estimates/misestimate.ts";
import { staleStatistics } from "./estimates/stale-statistics.ts";
import { vacuumDebt } from "./estimates/vacuum-debt.ts";
import { slowFunction } from "./functions/slow-function.ts";
import { coveringIndex } from "./indexes/covering-index.ts";
import { hiddenByCast } from "./indexes/hidden-by-cast.ts";
import { scatteredHeap } from "./indexes/scattered-heap.ts";
import { cteFence } from "./joins/cte-fence.ts";
import { distinctFanOut } from "./joins/distinct-fan-out.ts";
import { joinFilter } from "./joins/join-filter.ts";
import { manyIterations } from "./joins/many-iterations.ts";
import { notInUnhashed } from "./joins/not-in-unhashed.ts";
import { subplanPerRow } from "./joins/subplan-per-row.ts";
import { hashSpill } from "./memory/hash-spill.ts";
import { incrementalSortSpill } from "./memory/incremental-sort-spill.ts";
import { jitOverhead } from "./memory/jit-overhead.ts";
import { memoizeThrash } from "./memory/memoize-thrash.ts";
import { sortSpill } from "./memory/sort-spill.ts";
import { storageSpill } from "./memory/storage-spill.ts";
import { couldBeParallel } from "./parallel/could-be-parallel.ts";
import { missingWorkers } from "./parallel/missing-workers.ts";
import { parallelNotWorth } from "./parallel/parallel-not-worth.ts";
import { workerSkew } from "./parallel/worker-skew.ts";
import { hugeResult } from "./results/huge-result.ts";
import { largeOffset } from "./results/large-offset.ts";
import { outsideTree } from "./results/outside-tree.ts";
import { serializeCost } from "./results/serialize-cost.ts";
import { slowForeignKey } from "./results/slow-foreign-key.ts";
import { slowTrigger } from "./results/slow-trigger.ts";
import { foreignFilter } from "./scans/foreign-filter.ts";
import { heapFetches } from "./scans/heap-fetches.ts";
import { inexactIndex } from "./scans/inexact-index.ts";
import { jsonbWithoutIndex } from "./scans/jsonb-without-index.ts";
import { lossyBitmap } from "./scans/lossy-bitmap.ts";
import { manyIndexSearches } from "./scans/many-index-searches.ts";
import { missingIndex } from "./scans/missing-index.ts";
import { noPartitionPruning } from "./scans/no-partition-pruning.ts";
import { orderByIndexOnly } from "./scans/order-by-index-only.ts";
import { recheckWaste } from "./scans/recheck-waste.ts";
import { repeatedScan } from "./scans/repeated-scan.ts";
import { tooManyBuffers } from "./scans/too-many-buffers.ts";
import { unservedFilter } from "./scans/unserved-filter.ts";
import { genericPlan } from "./settings/generic-plan.ts";
import { plannerMemory } from "./settings/planner-memory.ts";
import { plannerOff } from "./settings/planner-off.ts";
import { planningDominates } from "./settings/planning-dominates.ts";
import { type PlanRule, toPlanSubject } from "./subject.ts";
import { vectorRecall } from "./vectors/vector-recall.ts";
import { vectorUnused } from "./vectors/vector-unused.ts";
import { waitInside } from "./waits/wait-inside.ts";
import { indexTax } from "./writes/index-tax.ts";

/** Every diagnosis of a plan. */
export const planRules: readonly PlanRule[] = [
  missingIndex,
  repeatedScan,
  jsonbWithoutIndex,
  unservedFilter,
  slowForeignKey,
  sortSpill,
  hashSpill,
  lossyBitmap,
  largeOffset,
  misestimate,
  staleStatistics,
  jitOverhead,
  missingWorkers,
  coldCache,
  conflictChurn,
  dirtyingRead,
  tempFiles,
  walHeavy,
  cteFence,
  distinctFanOut,
  joinFilter,
  manyIterations,
  notInUnhashed,
  subplanPerRow,
  incrementalSortSpill,
  memoizeThrash,
  storageSpill,
  couldBeParallel,
  parallelNotWorth,
  workerSkew,
  hugeResult,
  outsideTree,
  serializeCost,
  slowTrigger,
  foreignFilter,
  heapFetches,
  inexactIndex,
  manyIndexSearches,
  orderByIndexOnly,
  recheckWaste,
  tooManyBuffers,
  plannerMemory,
  plannerOff,
  planningDominates,
  vectorRecall,
  vectorUnused,
  coveringIndex,
  genericPlan,
  hiddenByCast,
  indexTax,
  localBuffers,
  noPartitionPruning,
  scatteredHeap,
  slowFunction,
  vacuumDebt,
  waitInside,
];

const weights: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** What the diagnoses say of one plan: the most milliseconds that could be saved first, then by severity. */
export function findPlanProblems(
  plan: Plan,
  context: PlanContext,
  waits: PlanWaits | null = null,
): readonly PlanFinding[] {
  const subject = toPlanSubject(plan, context, waits);
  return planRules
    .flatMap((rule) => rule.find(subject))
    .toSorted((a, b) => (b.savedMs ?? -1) - (a.savedMs ?? -1) || weights[a.severity] - weights[b.severity]);
}
