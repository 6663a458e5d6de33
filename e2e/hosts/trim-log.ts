import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** As clusters are made: `--wal-segsize` in megabytes. */
const segmentBytes = 4n * 1024n * 1024n;
const segmentsPerFile = 2n ** 32n / segmentBytes;
/** In `global/pg_control`, of the versions that are embedded: the checkpoint, where its redo begins, and the timeline. */
const offsets = { checkpoint: 32, redo: 40, timeline: 48 } as const;

/**
 * Removes what a cleanly stopped cluster keeps ready of its log beyond the last checkpoint: after the sample's load more
 * than half of the folder, and all of it would be copied for every test file.
 */
export function trimLog(cluster: string): void {
  const control = readFileSync(join(cluster, "global", "pg_control"));
  const timeline = control.readUInt32LE(offsets.timeline);
  const needed = new Set(
    [offsets.checkpoint, offsets.redo].map((offset) => segmentName(timeline, control.readBigUInt64LE(offset))),
  );
  const folder = join(cluster, "pg_wal");
  const segments = readdirSync(folder).filter((name) => /^[0-9A-F]{24}$/.test(name));
  const kept = segments.filter((name) => needed.has(name));
  if (kept.length !== needed.size) throw new Error(`${cluster} has not the log that its checkpoint needs.`);
  for (const name of segments) if (!needed.has(name)) rmSync(join(folder, name));
}

function segmentName(timeline: number, position: bigint): string {
  const segment = position / segmentBytes;
  return [BigInt(timeline), segment / segmentsPerFile, segment % segmentsPerFile]
    .map((part) => part.toString(16).toUpperCase().padStart(8, "0"))
    .join("");
}
