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

/** Bytes of one segment; zero when it is gone. All of a cluster's have the same size. */
export async function measureLogFile(clusterFolder: string, logFile: string): Promise<number> {
  return await stat(join(clusterFolder, "pg_wal", logFile)).then(
    (status) => status.size,
    () => 0,
  );
}
