import { isJsonObject } from "../json/exact-json.ts";
import { isGather, isInitPlan, numberOf, type TreeNode } from "../reading/tree.ts";

/** How many processes shared each node's work, by node id. `leaderParticipates` is the setting of that name. */
export function computeDivisors(nodes: readonly TreeNode[], leaderParticipates: boolean): ReadonlyMap<number, number> {
  const divisors = new Map<number, number>();
  for (const node of nodes) divisors.set(node.id, divisorOf(node, divisors, leaderParticipates));
  return divisors;
}

/** Time of all processes together: average per loop times loops; null when never executed or not timed. */
export function workOf(node: TreeNode): number | null {
  const perLoop = numberOf(node.properties["Actual Total Time"]);
  return node.loops > 0 && perLoop !== null ? perLoop * node.loops : null;
}

function divisorOf(node: TreeNode, known: ReadonlyMap<number, number>, leaderParticipates: boolean): number {
  const { parent } = node;
  if (parent === null || isInitPlan(node)) return 1;
  const inherited = known.get(parent.id) ?? 1;
  if (isGather(parent)) return participants(node, parent, leaderParticipates);
  // One process builds the bitmap while the others wait for it.
  const isParallelBitmap =
    parent.properties["Node Type"] === "Bitmap Heap Scan" && parent.properties["Parallel Aware"] === true;
  return isParallelBitmap ? bitmapDivisor(node, parent, inherited) : inherited;
}

/**
 * A process that came when the bitmap stood did not wait for it, which brings the mean of the scan above below the time of
 * the bitmap. Nothing takes longer than what contains it: the bitmap's share then ends with the scan's.
 */
function bitmapDivisor(node: TreeNode, parent: TreeNode, inherited: number): number {
  const builders = Math.max(1, Math.min(inherited, node.loops));
  const containing = (workOf(parent) ?? 0) / inherited;
  const work = workOf(node) ?? 0;
  return containing > 0 ? Math.max(builders, work / containing) : builders;
}

function participants(child: TreeNode, gather: TreeNode, leaderParticipates: boolean): number {
  if (child.loops === 0) return 1;
  const loopsOfWorkers = workerLoops(child);
  if (loopsOfWorkers.length > 0) {
    const sum = loopsOfWorkers.reduce((total, loops) => total + loops, 0);
    const busy = loopsOfWorkers.filter((loops) => loops > 0).length;
    return Math.max(1, busy + (child.loops - sum > 0 ? 1 : 0));
  }
  const leader = gather.properties["Single Copy"] === true || !leaderParticipates ? 0 : 1;
  const launched = numberOf(gather.properties["Workers Launched"]) ?? 0;
  return Math.max(1, Math.min(child.loops, launched + leader));
}

function workerLoops(node: TreeNode): readonly number[] {
  const workers = node.properties.Workers;
  if (!Array.isArray(workers)) return [];
  return workers
    .filter(isJsonObject)
    .map((worker) => numberOf(worker["Actual Loops"]))
    .filter((loops) => loops !== null);
}
