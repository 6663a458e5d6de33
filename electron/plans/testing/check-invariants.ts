import type { Plan, PlanNode } from "../../../shared/plans/model.ts";

/** What breaks the invariants of exclusive time and counters of an analyzed plan; empty when nothing does. */
export function brokenInvariants(plan: Plan): readonly string[] {
  const [root] = plan.nodes;
  const rootMs = root?.inclusiveMs ?? 0;
  const tolerance = Math.max(rootMs * 0.02, 0.1);
  const sum = plan.nodes.reduce((total, node) => total + (node.exclusiveMs ?? 0), 0) - plan.outsideMs;
  const faults: string[] = [];
  if (Math.abs(sum - rootMs) > tolerance) faults.push(`the sum is ${sum}, the root ${rootMs}`);
  const mostNegative = -Math.max(rootMs * 0.02, 0.05);
  // Times have three decimals per loop: a node and its children may be off by half a microsecond for each loop.
  const rounding = (node: PlanNode) =>
    plan.nodes
      .filter((other) => other === node || other.parentId === node.id)
      .reduce((total, other) => total + (0.0005 * (other.loops ?? 0)) / other.divisor, 0);
  // Workers go on while the leader is above its Gather: their clock may run longer than the Gather's own.
  const isOverlapped = (node: PlanNode) => node.nodeType.startsWith("Gather");
  for (const node of plan.nodes.filter((one) => !isOverlapped(one)))
    if ((node.exclusiveMs ?? 0) < mostNegative - rounding(node))
      faults.push(`${describeNode(node)} has ${node.exclusiveMs} ms`);
  return [...faults, ...brokenCounters(plan)];
}

/** A node in the words of a failed test. */
export const describeNode = (node: PlanNode) => `${node.id} ${node.nodeType} ${node.subplanName ?? ""}`;

function brokenCounters(plan: Plan): readonly string[] {
  const names = new Set(plan.nodes.flatMap((node) => Object.keys(node.buffers)));
  // What a WITH that nobody reads did, after the root, is in no counter of the root.
  const isWhole = plan.outsideMs === 0;
  return [...names]
    .filter((name) => !name.endsWith("Ms"))
    .flatMap((name) => {
      const whole = plan.nodes[0]?.buffers[name] ?? 0;
      const sum = plan.nodes.reduce((total, node) => total + (node.exclusiveBuffers[name] ?? 0), 0);
      const isSummed = !isWhole || Math.abs(sum - whole) < 0.01;
      const negative = plan.nodes.filter((node) => (node.exclusiveBuffers[name] ?? 0) < -0.01);
      return [
        ...(isSummed ? [] : [`${name}: the sum is ${sum}, the root ${whole}`]),
        ...negative.map((node) => `${describeNode(node)} has ${node.exclusiveBuffers[name]} ${name}`),
      ];
    });
}
