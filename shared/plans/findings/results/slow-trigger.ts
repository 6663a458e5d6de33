import { count, type PlanRule, percent, severityOf } from "../subject.ts";

const minShare = 0.1;
const minMs = 1;

/** Triggers that took a large part of the run. A foreign key without an index has a diagnosis of its own. */
export const slowTrigger: PlanRule = {
  code: "slow-trigger",
  find: (subject) =>
    subject.plan.triggers.flatMap((trigger) => {
      const ms = trigger.ms ?? 0;
      const share = ms / (subject.totalMs ?? Number.POSITIVE_INFINITY);
      const key = subject.context.foreignKeys.find((known) => known.constraint === trigger.constraint);
      const isUnindexedKey = trigger.constraint !== null && key?.hasIndex !== true;
      if (ms < minMs || share < minShare || (isUnindexedKey && key !== undefined)) return [];
      const what =
        trigger.constraint === null
          ? `Trigger ${trigger.name} ran ${count(trigger.calls)} times and took ${count(ms)} ms. Look inside its function; a statement-level trigger runs once for all rows.`
          : `The check of ${trigger.constraint} ran ${count(trigger.calls)} times and took ${count(ms)} ms. ${key === undefined ? "Look whether the referencing columns have an index." : "Its columns have an index: the number of rows is what it costs."}`;
      return [
        {
          code: "slow-trigger",
          severity: severityOf(subject, ms),
          subject: trigger.constraint ?? trigger.name,
          message: `${what} That is ${percent(share)} of the run.`,
          evidence: { triggerMs: ms, calls: trigger.calls, relation: trigger.relation },
          nodeId: null,
          savedMs: null,
        },
      ];
    }),
};
