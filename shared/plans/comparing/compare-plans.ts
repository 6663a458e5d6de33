import type { Plan, PlanNode } from "../model.ts";
import { findCautions, type PlanCaution } from "./cautions.ts";
import { matchNodes, type NodePair } from "./match-nodes.ts";
import { findShapeChanges, type ShapeChange } from "./shape-changes.ts";

/** A figure of both plans; null where a plan does not have it. */
export interface ComparedFigure {
  readonly before: number | null;
  readonly after: number | null;
}

/** A node whose estimate of rows for one loop is another by at least a factor of 2. */
export interface EstimateChange {
  readonly before: PlanNode;
  readonly after: PlanNode;
}

/** A setting that differs; null where it had its default. */
export interface SettingChange {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Two plans side by side. Times are milliseconds, buffers blocks of 8 kB. */
export interface PlanComparison {
  /** In the order of the later plan. */
  readonly pairs: readonly NodePair[];
  readonly totals: {
    readonly executionMs: ComparedFigure;
    readonly planningMs: ComparedFigure;
    readonly rows: ComparedFigure;
    readonly hitBlocks: ComparedFigure;
    readonly readBlocks: ComparedFigure;
    readonly tempBlocks: ComparedFigure;
    readonly cost: ComparedFigure;
  };
  readonly shapeChanges: readonly ShapeChange[];
  readonly estimateChanges: readonly EstimateChange[];
  readonly settingChanges: readonly SettingChange[];
  /** Why the figures may not be comparable; empty when nothing speaks against it. */
  readonly cautions: readonly PlanCaution[];
}

/** Compares two plans of one statement node by node (reference: match by relation, alias and role, not by place). */
export function comparePlans(before: Plan, after: Plan): PlanComparison {
  const pairs = matchNodes(before, after);
  const figure = (value: (plan: Plan) => number | null): ComparedFigure => ({
    before: value(before),
    after: value(after),
  });
  const blocks = (name: string) => figure((plan) => (plan.isAnalyzed ? (plan.nodes[0]?.buffers[name] ?? null) : null));
  return {
    pairs,
    totals: {
      executionMs: figure((plan) => plan.executionMs),
      planningMs: figure((plan) => plan.planningMs),
      rows: figure((plan) => plan.nodes[0]?.rows ?? null),
      hitBlocks: blocks("sharedHitBlocks"),
      readBlocks: blocks("sharedReadBlocks"),
      tempBlocks: blocks("tempWrittenBlocks"),
      cost: figure((plan) => plan.nodes[0]?.estimatedCost ?? null),
    },
    shapeChanges: findShapeChanges(before, after, pairs),
    estimateChanges: pairs.flatMap((pair) =>
      pair.before && pair.after && isEstimateOther(pair.before, pair.after) ? [pair] : [],
    ),
    settingChanges: settingChanges(before, after),
    cautions: findCautions(before, after, pairs),
  };
}

/** After minus before, a node that one plan lacks counting nothing there. Times never below 0 (rounding of the server's). */
export function changeOf(pair: NodePair, value: (node: PlanNode) => number | null): number {
  const of = (node: PlanNode | null) => (node === null ? 0 : Math.max(0, value(node) ?? 0));
  return of(pair.after) - of(pair.before);
}

function isEstimateOther(before: PlanNode, after: PlanNode): boolean {
  const [low, high] = [before.estimatedRows, after.estimatedRows].toSorted((a, b) => a - b);
  return high !== undefined && high >= 10 && high >= 2 * Math.max(1, low ?? 1);
}

function settingChanges(before: Plan, after: Plan): readonly SettingChange[] {
  const names = [...new Set([...Object.keys(before.settings), ...Object.keys(after.settings)])].toSorted();
  return names
    .map((name) => ({ name, before: before.settings[name] ?? null, after: after.settings[name] ?? null }))
    .filter((setting) => setting.before !== setting.after);
}
