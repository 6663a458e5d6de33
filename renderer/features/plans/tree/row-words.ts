import type { PlanFinding } from "../../../../shared/plans/contract.ts";
import type { Plan, PlanNode } from "../../../../shared/plans/model.ts";
import { isNoticed, ownRoundingMs } from "../rules/certainty.ts";

/** What a row says beside the node's own figures. */
export interface RowWords {
  readonly findings: readonly PlanFinding[];
  /** ± milliseconds of its own time; null when not worth a word. */
  readonly uncertainMs: number | null;
  /** Who paid for an InitPlan or CTE, by name. */
  readonly payers: string;
}

/** The words of each row, by node id. */
export function rowWordsOf(plan: Plan, findings: readonly PlanFinding[]): ReadonlyMap<number, RowWords> {
  const byId = new Map(plan.nodes.map((node) => [node.id, node]));
  const children = new Map<number, PlanNode[]>();
  for (const node of plan.nodes) {
    if (node.parentId === null || node.relationship === "InitPlan") continue;
    const list = children.get(node.parentId);
    if (list) list.push(node);
    else children.set(node.parentId, [node]);
  }
  const findingsOf = new Map<number | null, PlanFinding[]>();
  for (const finding of findings) findingsOf.set(finding.nodeId, [...(findingsOf.get(finding.nodeId) ?? []), finding]);
  return new Map(
    plan.nodes.map((node) => {
      const uncertainMs = ownRoundingMs(node, children.get(node.id) ?? []);
      const payers = node.paidBy.filter(({ nodeId }) => nodeId !== node.parentId);
      return [
        node.id,
        {
          findings: findingsOf.get(node.id) ?? [],
          uncertainMs: isNoticed(uncertainMs, node.exclusiveMs ?? 0) ? uncertainMs : null,
          payers: payers.map(({ nodeId }) => `${byId.get(nodeId)?.nodeType ?? "node"} #${nodeId}`).join(", "),
        },
      ];
    }),
  );
}
