import { readableName } from "../../../indexes/readable-name.ts";
import { count, type PlanRule, percent } from "../subject.ts";

const minShare = 0.1;
const minRows = 1000;

/** A relation of the plan that changed much since ANALYZE saw it, or that it never saw. */
export const staleStatistics: PlanRule = {
  code: "stale-statistics",
  find: ({ plan, context }) =>
    context.relations.flatMap((relation) => {
      const node = plan.nodes.find((one) => one.relation === relation.name && one.schema === relation.schema);
      const changed = relation.modifiedSinceAnalyze ?? 0;
      const rows = relation.estimatedRows ?? 0;
      const isNever =
        relation.lastAnalyzedAt === null && relation.estimatedRows === null && relation.heapBytes > 65_536;
      const isStale = changed >= minRows && changed >= minShare * Math.max(rows, 1);
      if (node === undefined || !(isNever || isStale)) return [];
      const why = isNever
        ? `${relation.name} was never analyzed: the planner guesses its rows.`
        : `${count(changed)} rows of ${relation.name} changed since its statistics were made (${percent(Math.min(1, changed / Math.max(rows, 1)))} of the table).`;
      return [
        {
          code: "stale-statistics",
          severity: "info" as const,
          subject: `${relation.schema}.${relation.name}`,
          message: why,
          evidence: {
            modifiedRows: changed,
            estimatedRows: relation.estimatedRows,
            lastAnalyzedAt: relation.lastAnalyzedAt,
          },
          fix: {
            title: `Analyze ${relation.name}`,
            sql: `ANALYZE ${readableName(relation.schema, relation.name)};`,
            transactional: true,
          },
          nodeId: node.id,
          savedMs: null,
        },
      ];
    }),
};
