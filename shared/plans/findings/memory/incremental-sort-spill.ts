import { isJsonObject, type JsonValue } from "../../json/exact-json.ts";
import { nodeRule } from "../node-rule.ts";
import { kilobytes, nameNode, partsOf, raiseWorkMem } from "../subject.ts";

const savedShare = 0.5;
const memoryFactor = 3;

/** An incremental sort whose groups did not fit into memory. */
export const incrementalSortSpill = nodeRule("incremental-sort-spill", (_subject, node) => {
  const peakKb = Math.max(
    ...partsOf(node)
      .flatMap((part) => [part["Full-sort Groups"], part["Pre-sorted Groups"]])
      .map(peakOnDisk),
  );
  if (node.nodeType !== "Incremental Sort" || peakKb === 0) return null;
  const neededMb = Math.ceil((peakKb * memoryFactor) / 1024);
  return {
    message: `${nameNode(node)} has groups of up to ${kilobytes(peakKb)} and sorts them on disk. About ${neededMb} MB of work_mem would keep them in memory, or an index with one more column of the order.`,
    evidence: { peakBytes: peakKb * 1024, exclusiveMs: node.exclusiveMs },
    fix: raiseWorkMem(neededMb),
    savedMs: (node.exclusiveMs ?? 0) * savedShare,
  };
});

function peakOnDisk(groups: JsonValue | undefined): number {
  const space = isJsonObject(groups) ? groups["Sort Space Disk"] : undefined;
  const peak = isJsonObject(space) ? space["Peak Sort Space Used"] : undefined;
  return typeof peak === "number" ? peak : 0;
}
