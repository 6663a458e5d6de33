import type { PlanNode } from "../../../../shared/plans/model.ts";
import { formatBytes, formatCount, formatMs } from "../../../ui/display/format.ts";
import type { Fact } from "./fact.ts";

const blockBytes = 8192;

/** A node's own buffers, reading time and temporary files, short. */
export function ownBufferFacts({ exclusiveBuffers: own }: PlanNode): readonly Fact[] {
  const hit = Math.max(0, own.sharedHitBlocks ?? 0);
  const read = Math.max(0, own.sharedReadBlocks ?? 0);
  const ioMs = (own.sharedIoReadMs ?? 0) + (own.ioReadMs ?? 0);
  const temp = own.tempWrittenBlocks ?? 0;
  return [
    ...(hit + read > 0 ? [{ key: "Buffers", text: `${formatCount(hit)} hit, ${formatCount(read)} read` }] : []),
    ...(ioMs > 0.005 ? [{ key: "I/O read", text: formatMs(ioMs) }] : []),
    ...(temp > 0 ? [{ key: "Temp written", text: formatBytes(temp * blockBytes) }] : []),
  ];
}

const blocks = (value: number) => `${formatCount(value)} (${formatBytes(value * blockBytes)})`;

/** The counters by name, and how they are printed. */
const counters: readonly (readonly [string, string, (value: number) => string])[] = [
  ["sharedHitBlocks", "Shared hit", blocks],
  ["sharedReadBlocks", "Shared read", blocks],
  ["sharedDirtiedBlocks", "Shared dirtied", blocks],
  ["sharedWrittenBlocks", "Shared written", blocks],
  ["localHitBlocks", "Local hit", blocks],
  ["localReadBlocks", "Local read", blocks],
  ["localDirtiedBlocks", "Local dirtied", blocks],
  ["localWrittenBlocks", "Local written", blocks],
  ["tempReadBlocks", "Temp read", blocks],
  ["tempWrittenBlocks", "Temp written", blocks],
  ["ioReadMs", "I/O read time", formatMs],
  ["ioWriteMs", "I/O write time", formatMs],
  ["sharedIoReadMs", "Shared read time", formatMs],
  ["sharedIoWriteMs", "Shared write time", formatMs],
  ["localIoReadMs", "Local read time", formatMs],
  ["localIoWriteMs", "Local write time", formatMs],
  ["tempIoReadMs", "Temp read time", formatMs],
  ["tempIoWriteMs", "Temp write time", formatMs],
  ["walRecords", "WAL records", formatCount],
  ["walFullPageImages", "WAL page images", formatCount],
  ["walBytes", "WAL bytes", formatBytes],
  ["walBuffersFull", "WAL buffers full", formatCount],
];

/** Every counter that is not 0: the node's own part, and with all below it. The server's totals, never times loops. */
export function counterFacts({ buffers, exclusiveBuffers }: PlanNode): readonly Fact[] {
  return counters.flatMap(([name, key, print]) => {
    const all = buffers[name] ?? 0;
    if (all === 0) return [];
    const own = Math.max(0, exclusiveBuffers[name] ?? 0);
    return [{ key, text: own === all ? print(all) : `${print(own)} own, ${print(all)} with all below` }];
  });
}
