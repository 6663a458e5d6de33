import { workOf } from "../computing/inclusive.ts";
import type { Counters, Payment, PlanNode } from "../model.ts";
import { numberOf, type TreeNode, textOf } from "./tree.ts";

/** What the computing rules found for one node. */
export interface ComputedFigures {
  readonly divisor: number;
  readonly inclusiveMs: number;
  readonly exclusiveMs: number;
  readonly paidBy: readonly Payment[];
  readonly buffers: Counters;
  readonly exclusiveBuffers: Counters;
}

/** Puts the server's words and the computed figures of one node together. */
export function toPlanNode(node: TreeNode, figures: ComputedFigures): PlanNode {
  const { properties } = node;
  const isAnalyzed = properties["Actual Loops"] !== undefined;
  const isTimed = workOf(node) !== null;
  const rowsPerLoop = numberOf(properties["Actual Rows"]);
  return {
    id: node.id,
    parentId: node.parent?.id ?? null,
    depth: node.depth,
    nodeType: textOf(properties["Node Type"]) ?? "Unknown node",
    relationship: node.relationship,
    subplanName: textOf(properties["Subplan Name"]),
    ...namesOf(node),
    loops: isAnalyzed ? node.loops : null,
    divisor: figures.divisor,
    rows: rowsPerLoop === null ? null : Math.round(rowsPerLoop * node.loops),
    isRowsRounded: node.loops > 1 && rowsPerLoop !== null && !isAnalyzedSince18(node),
    estimatedRows: numberOf(properties["Plan Rows"]) ?? 0,
    estimatedCost: numberOf(properties["Total Cost"]),
    workMs: workOf(node),
    inclusiveMs: isTimed ? figures.inclusiveMs : null,
    exclusiveMs: isTimed ? figures.exclusiveMs : null,
    buffers: figures.buffers,
    exclusiveBuffers: figures.exclusiveBuffers,
    paidBy: figures.paidBy,
    properties,
  };
}

/** 18 added the key `Disabled` to every node; earlier servers round rows per loop to whole numbers. */
function isAnalyzedSince18(node: TreeNode): boolean {
  return node.properties.Disabled !== undefined;
}

function namesOf(node: TreeNode): Partial<Pick<PlanNode, "schema" | "relation" | "alias" | "index">> {
  const { Schema, Alias } = node.properties;
  const relation = textOf(node.properties["Relation Name"]);
  const index = textOf(node.properties["Index Name"]);
  const schema = textOf(Schema);
  const alias = textOf(Alias);
  return {
    ...(schema === null ? {} : { schema }),
    ...(relation === null ? {} : { relation }),
    ...(alias === null ? {} : { alias }),
    ...(index === null ? {} : { index }),
  };
}
