import type { MonitorSample } from "../model.ts";

/** What the server did between two looks, per second; null where a counter was reset between them or is not readable. */
export interface Rates {
  readonly seconds: number;
  readonly commits: number | null;
  readonly rollbacks: number | null;
  /** Share of block requests that were answered from shared buffers, 0 to 1; null when none was asked for. */
  readonly cacheHit: number | null;
  readonly readBytes: number | null;
  readonly rowsRead: number | null;
  readonly rowsWritten: number | null;
  readonly temporaryBytes: number | null;
  readonly walBytes: number | null;
}

/** The rates between two looks at the same server; null when they are not in order, or the server was restarted between them. */
export function ratesBetween(before: MonitorSample, after: MonitorSample): Rates | null {
  const seconds = (Date.parse(after.at) - Date.parse(before.at)) / 1000;
  if (!(seconds > 0) || before.server.startedAt !== after.server.startedAt || before.database !== after.database)
    return null;
  const a = before.counters;
  const b = after.counters;
  const isReset = a.resetAt !== b.resetAt;
  const grown = (from: number, to: number) => (isReset || to < from ? null : to - from);
  const rate = (from: number, to: number) => perSecond(grown(from, to), seconds);
  const hit = grown(a.blocksHit, b.blocksHit);
  const read = grown(a.blocksRead, b.blocksRead);
  const written = (counters: typeof a) => counters.rowsInserted + counters.rowsUpdated + counters.rowsDeleted;
  const wal = [before.writes, after.writes].map((reading) =>
    reading.state === "readable" ? reading.value.walBytes : null,
  );
  const [walFrom = null, walTo = null] = wal;
  return {
    seconds,
    commits: rate(a.commits, b.commits),
    // One of them is the end of our own look, which changes nothing and so is rolled back.
    rollbacks: rate(a.rollbacks, Math.max(a.rollbacks, b.rollbacks - 1)),
    cacheHit: hit === null || read === null || hit + read === 0 ? null : hit / (hit + read),
    readBytes: perSecond(read === null ? null : read * after.server.blockBytes, seconds),
    rowsRead: rate(a.rowsReturned, b.rowsReturned),
    rowsWritten: rate(written(a), written(b)),
    temporaryBytes: rate(a.temporaryBytes, b.temporaryBytes),
    walBytes: walFrom === null || walTo === null || walTo < walFrom ? null : (walTo - walFrom) / seconds,
  };
}

function perSecond(grown: number | null, seconds: number): number | null {
  return grown === null ? null : grown / seconds;
}
