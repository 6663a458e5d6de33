import { dropIndexFix } from "../index-ddl.ts";
import type { StatisticsAge } from "../model.ts";
import { carriesMeaning, type IndexRule, subjectOf } from "./rule.ts";

const smallIndexBytes = 64 * 1024;
const dayMs = 86_400_000;

/**
 * An index that no scan used since the counters began. Young counters make it a remark only. Read replicas count for
 * themselves, so a person decides.
 */
export const unusedIndex: IndexRule = {
  code: "unused-index",
  find: ({ indexes, statistics }) => {
    const days = countedDays(statistics);
    return indexes
      .filter((index) => index.scans === 0 && index.isValid && !index.isBuilding)
      .filter((index) => !carriesMeaning(index) && index.sizeBytes > smallIndexBytes)
      .map((index) => ({
        code: "unused-index",
        severity: days >= 7 ? ("warning" as const) : ("info" as const),
        subject: subjectOf(index),
        message: `Index ${index.name} was not used by any scan ${sinceText(days)}. Look at read replicas as well before it is dropped.`,
        evidence: { scans: 0, savedBytes: index.sizeBytes, countedDays: Math.round(days * 10) / 10 },
        fix: dropIndexFix(index),
      }));
  },
};

/** Days that the counters cover. A server that was never reset may have lost them in a crash: its start is the bound. */
export function countedDays(statistics: StatisticsAge): number {
  const since = Date.parse(statistics.sinceReset ?? statistics.serverStartedAt);
  return Math.max(0, (Date.parse(statistics.readAt) - since) / dayMs);
}

function sinceText(days: number): string {
  if (days < 1) return `in the ${Math.max(1, Math.round(days * 24))} h that are counted`;
  return `in the ${Math.round(days)} days that are counted`;
}
