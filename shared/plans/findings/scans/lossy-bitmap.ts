import { count, matters, nameNode, type PlanRule, perLoop, raiseWorkMem, severityOf, totalOf } from "../subject.ts";

/** A bitmap that did not fit into work_mem keeps pages instead of rows: every row of them is checked again. */
export const lossyBitmap: PlanRule = {
  code: "lossy-bitmap",
  find: (subject) =>
    subject.plan.nodes.flatMap((node) => {
      const lossy = totalOf(node, "Lossy Heap Blocks");
      const rechecked = perLoop(node, "Rows Removed by Index Recheck");
      const kept = node.rows ?? 0;
      if (node.nodeType !== "Bitmap Heap Scan" || lossy === 0 || rechecked < kept || !matters(subject, node)) return [];
      // BRIN keeps pages by design; more memory changes nothing there.
      const indexNames = subject.childrenOf(node).map((child) => child.index);
      const relation = subject.relationOf(node);
      const isBrin = relation?.indexes.some(
        (index) => index.accessMethod === "brin" && indexNames.includes(index.name),
      );
      if (isBrin === true) return [];
      const savedMs = (node.exclusiveMs ?? 0) * (rechecked / (rechecked + kept));
      return [
        {
          code: "lossy-bitmap",
          severity: severityOf(subject, savedMs),
          subject: nameNode(node),
          message: `The bitmap of ${node.relation ?? "the table"} does not fit into work_mem: ${count(lossy)} pages are kept whole and ${count(rechecked)} rows checked in vain.`,
          evidence: { lossyBlocks: lossy, exactBlocks: totalOf(node, "Exact Heap Blocks"), rowsRechecked: rechecked },
          fix: raiseWorkMem(64),
          nodeId: node.id,
          savedMs,
        },
      ];
    }),
};
