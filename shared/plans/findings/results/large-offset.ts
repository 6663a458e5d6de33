import { count, nameNode, type PlanRule, severityOf } from "../subject.ts";

const minSkipped = 1000;

/** A Limit that reads far more rows than it returns, because OFFSET skips them. */
export const largeOffset: PlanRule = {
  code: "large-offset",
  find: (subject) =>
    subject.plan.nodes.flatMap((node) => {
      const [below] = subject.childrenOf(node);
      if (node.nodeType !== "Limit" || below === undefined || node.rows === null || below.rows === null) return [];
      const skipped = below.rows - node.rows;
      if (skipped < minSkipped || below.rows < 10 * node.rows) return [];
      const savedMs = (below.inclusiveMs ?? 0) * (skipped / below.rows);
      return [
        {
          code: "large-offset",
          severity: severityOf(subject, savedMs),
          subject: nameNode(node),
          message: `OFFSET reads and throws away ${count(skipped)} rows to return ${count(node.rows)}. Ask for the rows after the last one seen instead (keyset paging): WHERE (order columns) > (last values).`,
          evidence: { rowsSkipped: skipped, rowsReturned: node.rows },
          nodeId: node.id,
          savedMs,
        },
      ];
    }),
};
