import { kilobytes, nameNode, type PlanRule } from "../subject.ts";

const blockKb = 8;
const minKb = 10 * 1024;

/** Much written to temporary files, with the node that wrote most. Sorts and hashes have diagnoses of their own. */
export const tempFiles: PlanRule = {
  code: "temp-files",
  find: ({ plan }) => {
    const [root] = plan.nodes;
    const writtenKb = (root?.buffers.tempWrittenBlocks ?? 0) * blockKb;
    if (writtenKb < minKb) return [];
    const most = plan.nodes.toSorted(
      (a, b) => (b.exclusiveBuffers.tempWrittenBlocks ?? 0) - (a.exclusiveBuffers.tempWrittenBlocks ?? 0),
    )[0];
    if (most === undefined || /^(Sort|Incremental Sort|Hash|Hash Join|Aggregate)$/.test(most.nodeType)) return [];
    return [
      {
        code: "temp-files",
        severity: "warning",
        subject: nameNode(most),
        message: `The run writes ${kilobytes(writtenKb)} to temporary files, most of it in ${nameNode(most)}. More work_mem, or fewer and narrower rows, would keep it in memory.`,
        evidence: { writtenBytes: writtenKb * 1024, workMem: plan.settings.work_mem ?? "default" },
        nodeId: most.id,
        savedMs: null,
      },
    ];
  },
};
