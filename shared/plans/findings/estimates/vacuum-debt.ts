import { readableName } from "../../../indexes/readable-name.ts";
import { count, matters, type PlanRule, percent } from "../subject.ts";

const minDeadShare = 0.2;
const minDeadRows = 1000;
/** Twice what autovacuum lets it come to by itself: something keeps it from its work. */
const oldAge = 400_000_000;

/** A relation of the plan that VACUUM owes a visit: dead rows that every scan passes over, or transactions that grow old. */
export const vacuumDebt: PlanRule = {
  code: "vacuum-debt",
  find: (subject) =>
    subject.context.relations.flatMap((relation) => {
      const { upkeep } = relation;
      const node = subject.plan.nodes.find(
        (one) => one.relation === relation.name && one.schema === relation.schema && matters(subject, one),
      );
      if (upkeep === undefined || node === undefined) return [];
      const share = upkeep.deadRows / Math.max(1, upkeep.deadRows + upkeep.liveRows);
      const isDirty = upkeep.deadRows >= minDeadRows && share >= minDeadShare;
      const isOld = (upkeep.frozenAge ?? 0) >= oldAge;
      if (!isDirty && !isOld) return [];
      const why = isDirty
        ? `${count(upkeep.deadRows)} dead rows of ${relation.name} (${percent(share)}) wait for VACUUM, and each scan passes over them.`
        : `The oldest transaction of ${relation.name} is ${count(upkeep.frozenAge ?? 0)} transactions old: VACUUM has not frozen it for long.`;
      return [
        {
          code: "vacuum-debt",
          severity: isOld ? ("warning" as const) : ("info" as const),
          subject: `${relation.schema}.${relation.name}`,
          message: `${why} A long transaction, a replication slot or a prepared transaction may keep it from its work.`,
          evidence: { deadRows: upkeep.deadRows, liveRows: upkeep.liveRows, frozenAge: upkeep.frozenAge },
          fix: {
            title: `Vacuum ${relation.name}`,
            sql: `VACUUM (ANALYZE) ${readableName(relation.schema, relation.name)};`,
            transactional: false,
          },
          nodeId: node.id,
          savedMs: isDirty ? (node.exclusiveMs ?? 0) * share : null,
        },
      ];
    }),
};
