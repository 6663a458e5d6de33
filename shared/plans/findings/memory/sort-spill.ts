import type { PlanNode } from "../../model.ts";
import { kilobytes, matters, nameNode, type PlanRule, partsOf, raiseWorkMem, severityOf } from "../subject.ts";

const minKilobytes = 1024;
/** In memory the rows take more room than on disk, and writing and reading them is about half of such a sort's time. */
const memoryFactor = 3;
const savedShare = 0.5;

/** A sort that did not fit into work_mem and went to disk. */
export const sortSpill: PlanRule = {
  code: "sort-spill",
  find: (subject) =>
    subject.plan.nodes.flatMap((node) => {
      const spilledKb = spilledBySort(node);
      if (spilledKb < minKilobytes || !matters(subject, node)) return [];
      const savedMs = (node.exclusiveMs ?? 0) * savedShare;
      const neededMb = Math.ceil((spilledKb * memoryFactor) / 1024);
      return [
        {
          code: "sort-spill",
          severity: severityOf(subject, savedMs),
          subject: nameNode(node),
          message: `${node.nodeType} spills ${kilobytes(spilledKb)} to disk. About ${neededMb} MB of work_mem would keep it in memory, or an index that gives the order.`,
          evidence: {
            spilledBytes: spilledKb * 1024,
            workMem: subject.plan.settings.work_mem ?? "default",
            exclusiveMs: node.exclusiveMs,
          },
          fix: raiseWorkMem(neededMb),
          nodeId: node.id,
          savedMs,
        },
      ];
    }),
};

/** In a parallel plan each worker has a figure of its own. */
function spilledBySort(node: PlanNode): number {
  return partsOf(node).reduce((sum, part) => {
    const used = part["Sort Space Used"];
    return part["Sort Space Type"] === "Disk" && typeof used === "number" ? sum + used : sum;
  }, 0);
}
