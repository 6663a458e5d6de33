import type { PlanNode } from "../../model.ts";
import {
  kilobytes,
  matters,
  nameNode,
  type PlanRule,
  raiseWorkMem,
  severityOf,
  sumOfParts,
  totalOf,
} from "../subject.ts";

const savedShare = 0.5;
const blockKb = 8;

/** A hash join or hash aggregate in several batches: what does not fit is written to disk and read again. */
export const hashSpill: PlanRule = {
  code: "hash-spill",
  find: (subject) =>
    subject.plan.nodes.flatMap((node) => {
      const spill = node.nodeType === "Hash" ? readHash(node) : readAggregate(node);
      const join = node.nodeType === "Hash" ? subject.parentOf(node) : null;
      if (spill === null || !(matters(subject, node) || (join !== null && matters(subject, join)))) return [];
      // The join reads the batches back: half of both nodes' own time is the price of the disk.
      const savedMs = ((node.exclusiveMs ?? 0) + (join?.exclusiveMs ?? 0)) * savedShare;
      const neededMb = Math.ceil(spill.neededKb / 1024);
      return [
        {
          code: "hash-spill",
          severity: severityOf(subject, savedMs),
          subject: nameNode(node),
          message: `${node.nodeType} works in ${spill.batches} batches${spill.diskKb > 0 ? ` and writes ${kilobytes(spill.diskKb)} to disk` : ""}. About ${neededMb} MB of work_mem would hold it.`,
          evidence: { batches: spill.batches, diskBytes: spill.diskKb * 1024, neededBytes: spill.neededKb * 1024 },
          fix: raiseWorkMem(neededMb),
          nodeId: node.id,
          savedMs,
        },
      ];
    }),
};

interface Spill {
  readonly batches: number;
  readonly diskKb: number;
  readonly neededKb: number;
}

function readHash(node: PlanNode): Spill | null {
  const batches = totalOf(node, "Hash Batches");
  if (batches <= 1) return null;
  const neededKb = totalOf(node, "Peak Memory Usage") * batches;
  return { batches, diskKb: (node.exclusiveBuffers.tempWrittenBlocks ?? 0) * blockKb, neededKb };
}

/** The node's own figures are the leader's: the workers' are added. */
function readAggregate(node: PlanNode): Spill | null {
  if (node.nodeType !== "Aggregate") return null;
  const sum = (key: string) => sumOfParts(node, key);
  const batches = sum("HashAgg Batches");
  const diskKb = sum("Disk Usage");
  return batches <= 1 || diskKb === 0 ? null : { batches, diskKb, neededKb: sum("Peak Memory Usage") + diskKb * 2 };
}
