import type { Plan } from "../../../../shared/plans/model.ts";
import { formatCount, formatMs, formatPercent } from "../../../ui/display/format.ts";
import { estimateFactor } from "./describe-node.ts";
import { type Heat, heatOf } from "./heat.ts";
import { type DrawnNode, isNode, measureOf } from "./plan-tree.ts";

/** What the colour of a box says. */
export const colourings = ["own", "buffers", "estimate"] as const;

/** One of the above. `own` is exclusive time, or own cost where the plan was not run. */
export type Colouring = (typeof colourings)[number];

/** How a box is coloured, and the figure behind the colour in words: short for the box, whole for who cannot see it. */
export interface BoxColour {
  readonly heat: Heat;
  readonly short: string;
  readonly words: string;
}

/** The colourings that a plan has figures for. */
export function colouringsOf(plan: Plan): readonly Colouring[] {
  if (!plan.isAnalyzed) return ["own"];
  return ownBlocksOfAll(plan) > 0 ? colourings : ["own", "estimate"];
}

/** Gives the colour of each drawn node of a plan. `totalMs` is what shares of time are shares of. */
export function colourer(plan: Plan, colouring: Colouring, totalMs: number): (drawn: DrawnNode) => BoxColour {
  const allBlocks = ownBlocksOfAll(plan);
  const isTime = measureOf(plan) === "time";
  return (drawn) => {
    const { subject } = drawn;
    if (!isNode(subject)) return { heat: 0, short: formatMs(drawn.own), words: formatMs(drawn.own) };
    if (colouring === "buffers") {
      const blocks = ownBlocks(subject);
      const share = allBlocks > 0 ? blocks / allBlocks : 0;
      return {
        heat: heatOf(share),
        short: formatCount(blocks),
        words: `${formatCount(blocks)} own buffers, ${formatPercent(share)} of all`,
      };
    }
    if (colouring === "estimate") return estimateColour(estimateFactor(subject));
    const share = totalMs > 0 ? drawn.own / totalMs : 0;
    if (!isTime)
      return { heat: heatOf(share), short: formatPercent(share), words: `${formatPercent(share)} of the cost` };
    const own = formatMs(drawn.own);
    return {
      heat: heatOf(share),
      short: share >= 0.1 ? `${own}, ${formatPercent(share)}` : own,
      words: `${own} itself, ${formatPercent(share)} of the run`,
    };
  };
}

const factorSteps: readonly (readonly [number, Heat])[] = [
  [1000, 4],
  [100, 3],
  [10, 2],
  [2, 1],
];

function estimateColour(factor: number): BoxColour {
  const heat = factorSteps.find(([least]) => factor >= least)?.[1] ?? 0;
  const times = factor < 10 ? factor.toFixed(1) : formatCount(Math.round(factor));
  return factor < 2
    ? { heat, short: "", words: "rows estimated well" }
    : { heat, short: `${times} × off`, words: `rows misestimated by a factor of ${times}` };
}

function ownBlocks({ exclusiveBuffers: own }: Plan["nodes"][number]): number {
  return Math.max(0, (own.sharedHitBlocks ?? 0) + (own.sharedReadBlocks ?? 0));
}

function ownBlocksOfAll({ nodes }: Plan): number {
  return nodes.reduce((sum, node) => sum + ownBlocks(node), 0);
}
