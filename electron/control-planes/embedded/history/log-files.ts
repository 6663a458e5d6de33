import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Names of the segments of a cluster's write-ahead log on one timeline, in order; the server gives and takes them. */
export async function listLogFiles(clusterFolder: string, timeline: string): Promise<readonly string[]> {
  const names = await readdir(join(clusterFolder, "pg_wal")).catch(() => []);
  return names.filter((name) => /^[0-9A-F]{24}$/.test(name) && name.startsWith(timeline)).sort();
}

/** The timeline of a segment: the first eight digits of its name. */
export function timelineOf(logFile: string): string {
  return logFile.slice(0, 8);
}

/** A position of the log as a number, so that two can be compared. */
export function toPosition(lsn: string): bigint {
  const [high = "0", low = "0"] = lsn.split("/");
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

/**
 * Bytes of the segments from `from` on that were written to since a moment (ms since 1970). The server keeps old segments ready under
 * the names of later ones: those count only once something is written into them.
 */
export async function measureWrittenLog(clusterFolder: string, from: string, sinceMs: number): Promise<number> {
  const names = (await listLogFiles(clusterFolder, timelineOf(from))).filter((name) => name >= from);
  const sizes = names.map((name) =>
    stat(join(clusterFolder, "pg_wal", name)).then(
      ({ size, mtimeMs }) => (mtimeMs >= sinceMs ? size : 0),
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
