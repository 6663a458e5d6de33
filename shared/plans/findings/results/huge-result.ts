import { count, type PlanRule } from "../subject.ts";

const minRows = 10_000;

/** A SELECT without LIMIT that gives more rows than somebody reads. */
export const hugeResult: PlanRule = {
  code: "huge-result",
  find: ({ plan }) => {
    const [root] = plan.nodes;
    const rows = root?.rows ?? 0;
    const isRead = !plan.nodes.some(({ nodeType }) => nodeType === "ModifyTable");
    if (root === undefined || !plan.isAnalyzed || !isRead || root.nodeType === "Limit" || rows < minRows) return [];
    return [
      {
        code: "huge-result",
        severity: "info",
        subject: "Result",
        message: `The statement gives ${count(rows)} rows. For a page of a screen, LIMIT with keyset paging; for a job, a cursor or COPY.`,
        evidence: { rows },
        nodeId: root.id,
        savedMs: null,
      },
    ];
  },
};
