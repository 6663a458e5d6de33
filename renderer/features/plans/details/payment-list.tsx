import { nodeTitle } from "../../../../shared/plans/comparing/node-title.ts";
import type { Plan, PlanNode } from "../../../../shared/plans/model.ts";
import { formatMs } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";

interface PaymentListProps {
  readonly plan: Plan;
  readonly node: PlanNode;
  readonly onSelect: (nodeId: number) => void;
}

/**
 * The links between an InitPlan or CTE and who waited for it: the picture draws it there, the tree where it is defined.
 */
export function PaymentList({ plan, node, onSelect }: PaymentListProps) {
  const byId = new Map(plan.nodes.map((one) => [one.id, one]));
  const paidBy = node.paidBy.flatMap(({ nodeId, ms }) => {
    const payer = byId.get(nodeId);
    return payer ? [{ word: "Paid by", node: payer, ms }] : [];
  });
  const pays = plan.nodes.flatMap((one) =>
    one.paidBy
      .filter(({ nodeId }) => nodeId === node.id)
      .map(({ ms }) => ({ word: `Waited for ${one.subplanName ?? "a subplan"}`, node: one, ms })),
  );
  const isOutside = node.relationship === "InitPlan" && node.loops !== null && node.loops > 0 && paidBy.length === 0;
  if (paidBy.length + pays.length === 0 && !isOutside) return null;
  return (
    <ul className="plan-details-payments" aria-label="Who paid for what">
      {[...paidBy, ...pays].map((payment) => (
        <li key={`${payment.word} ${payment.node.id}`}>
          {visibleName(payment.word)}{" "}
          <button type="button" className="plan-details-link" onClick={() => onSelect(payment.node.id)}>
            {visibleName(nodeTitle(payment.node))} #{payment.node.id}
          </button>
          <span className="plan-details-paid">{formatMs(Math.max(0, payment.ms))}</span>
        </li>
      ))}
      {isOutside && <li>Ran after the root: its time is not in the tree.</li>}
    </ul>
  );
}
