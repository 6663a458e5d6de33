import type { JsonObject } from "../json/exact-json.ts";

/**
 * The node keys that are totals over all loops and processes and therefore can be split between nodes. Names by
 * version: I/O times were plain until 16, then one pair per kind of buffer.
 */
export const counterKeys: Readonly<Record<string, string>> = {
  "Shared Hit Blocks": "sharedHitBlocks",
  "Shared Read Blocks": "sharedReadBlocks",
  "Shared Dirtied Blocks": "sharedDirtiedBlocks",
  "Shared Written Blocks": "sharedWrittenBlocks",
  "Local Hit Blocks": "localHitBlocks",
  "Local Read Blocks": "localReadBlocks",
  "Local Dirtied Blocks": "localDirtiedBlocks",
  "Local Written Blocks": "localWrittenBlocks",
  "Temp Read Blocks": "tempReadBlocks",
  "Temp Written Blocks": "tempWrittenBlocks",
  "I/O Read Time": "ioReadMs",
  "I/O Write Time": "ioWriteMs",
  "Shared I/O Read Time": "sharedIoReadMs",
  "Shared I/O Write Time": "sharedIoWriteMs",
  "Local I/O Read Time": "localIoReadMs",
  "Local I/O Write Time": "localIoWriteMs",
  "Temp I/O Read Time": "tempIoReadMs",
  "Temp I/O Write Time": "tempIoWriteMs",
  "WAL Records": "walRecords",
  "WAL FPI": "walFullPageImages",
  "WAL Bytes": "walBytes",
  "WAL Buffers Full": "walBuffersFull",
};

/** The counters of one node (or of planning), with the children's work still in them. */
export function readCounters(node: JsonObject): Record<string, number> {
  const counters: Record<string, number> = {};
  for (const [key, name] of Object.entries(counterKeys)) {
    const value = node[key];
    if (typeof value === "number") counters[name] = value;
    // Beyond 2^53 the reader keeps digits; a counter may be rounded, an identifier may not.
    else if (typeof value === "string" && value !== "") counters[name] = Number(value);
  }
  return counters;
}
