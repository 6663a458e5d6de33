import type { RuleCost } from "../rule.ts";
import type { CatalogRelation } from "./lint-catalog.ts";

/** Bytes in a second that a middling server gets through; the rehearsal measures what it really is. */
const bytesPerSecond: Readonly<Record<Exclude<RuleCost, "metadata">, number>> = {
  scan: 200 * 1024 ** 2,
  build: 60 * 1024 ** 2,
  rewrite: 60 * 1024 ** 2,
};

const blocked: Readonly<Record<string, string>> = {
  AccessExclusive: "reads and writes",
  Exclusive: "writes",
  ShareRowExclusive: "writes",
  Share: "writes",
};

/**
 * How long the lock is held for work that grows with the rows: the bytes to go through over an assumed rate (heap for
 * a scan or a build, heap and indexes for a rewrite). Null where the lock blocks nobody who reads or writes, or nothing grows.
 */
export function workEstimate(
  relation: CatalogRelation,
  cost: RuleCost | null,
  lock: string | null,
): { readonly text: string; readonly evidence: Readonly<Record<string, string | number>> } | null {
  const what = blocked[lock ?? ""];
  if (cost === null || cost === "metadata" || what === undefined) return null;
  const bytes = relation.heapBytes + (cost === "rewrite" ? relation.indexBytes : 0);
  const rate = bytesPerSecond[cost];
  const blockedMs = Math.max(1, Math.round((bytes / rate) * 1000));
  return {
    text: `Blocks ${what} of ${relation.name}, ${sizeText(relation.heapBytes)}, for ${durationText(blockedMs)}.`,
    evidence: { blockedMs, estimatedFrom: `${sizeText(bytes)} at ${sizeText(rate)} a second, an assumption` },
  };
}

function sizeText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1).replace(/\.0$/, "") : Math.round(value)} ${units[power]}`;
}

function durationText(ms: number): string {
  if (ms < 1000) return "less than a second";
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `about ${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `about ${minutes} min` : `about ${Math.round(minutes / 60)} h`;
}
