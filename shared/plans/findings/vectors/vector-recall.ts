import { nodeRule } from "../node-rule.ts";
import type { PlanSubject } from "../subject.ts";
import { count, nameNode, perLoop, textOf } from "../subject.ts";
import { vectorMethods } from "./vector-methods.ts";

/** A nearest-neighbour search whose filter took away what the index had found: fewer rows than LIMIT asked for. */
export const vectorRecall = nodeRule(
  "vector-recall",
  (subject, node) => {
    const removed = perLoop(node, "Rows Removed by Filter");
    if (textOf(node, "Order By") === "" || removed === 0 || !isVectorIndex(subject, node)) return null;
    const limit = subject.parentOf(node);
    const asked = limit?.estimatedRows ?? 0;
    const given = limit?.rows ?? 0;
    if (limit?.nodeType !== "Limit" || given >= asked) return null;
    return {
      message: `The search returned ${count(given)} rows of the ${count(asked)} that LIMIT asked for: ${nameNode(node)} looked at ${count(removed + (node.rows ?? 0))} neighbours and the filter removed ${count(removed)}. Rows that match are missing from the result. Let the index go on searching, or give each filter value a partial index.`,
      evidence: { rowsReturned: given, rowsAsked: asked, rowsRemoved: removed, filter: textOf(node, "Filter") },
      fix: {
        title: "Search on until enough rows match, in this session",
        // IVFFlat knows no strict order.
        sql: isIvfflat(subject, node)
          ? "SET ivfflat.iterative_scan = relaxed_order;"
          : "SET hnsw.iterative_scan = strict_order;",
        transactional: true,
      },
      savedMs: null,
      severity: "error",
    };
  },
  (_subject, node) => (node.loops ?? 0) > 0,
);

function isIvfflat(subject: PlanSubject, node: Parameters<PlanSubject["relationOf"]>[0]): boolean {
  return subject.relationOf(node)?.indexes.find(({ name }) => name === node.index)?.accessMethod === "ivfflat";
}

function isVectorIndex(
  subject: PlanSubject,
  node: { readonly index?: string } & Parameters<PlanSubject["relationOf"]>[0],
): boolean {
  const index = subject.relationOf(node)?.indexes.find(({ name }) => name === node.index);
  return index !== undefined && vectorMethods.has(index.accessMethod);
}
