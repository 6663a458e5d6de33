import { isOverBudget } from "../../budgets.ts";
import { type QueryRule, subjectOf } from "../query-rule.ts";

const words = {
  simple: "a lookup",
  joins: "a statement that joins",
  aggregates: "an aggregation",
  bulk: "a bulk write",
} as const;

/** The mean time is above the target of the connection. */
export const overBudget: QueryRule = ({ group, budget }) => {
  if (budget === null || !isOverBudget(budget, group.figures)) return null;
  const { meanMs, counters } = group.figures;
  return {
    code: "over-budget",
    severity: meanMs > 4 * budget.targetMs ? "error" : "warning",
    subject: subjectOf(group),
    message: `A call takes longer than ${words[budget.name]} may here.`,
    evidence: { meanMs, targetMs: budget.targetMs, calls: counters.calls, totalMs: counters.execMs },
  };
};
