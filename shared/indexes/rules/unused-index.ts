import { dropIndexFix } from "../index-ddl.ts";
import type { StatisticsAge } from "../model.ts";
import { carriesMeaning, type IndexRule, subjectOf } from "./rule.ts";

const smallIndexBytes = 64 * 1024;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Shorter counting says nothing about what runs once a week. */
const leastDays = 7;

/**
 * An index that no scan used since the counters began. Young counters make it a remark that promises nothing. Read
 * replicas count for themselves, so a person decides.
 */
export const unusedIndex: IndexRule = {
  code: "unused-index",
  find: ({ indexes, statistics }) => {
    const countedMs = readCountedMs(statistics);
    const isJudged = countedMs >= leastDays * dayMs;
    const replicas = "Look at read replicas as well before it is dropped.";
    return indexes
      .filter((index) => index.scans === 0 && index.isValid && !index.isBuilding)
      .filter((index) => !carriesMeaning(index) && index.sizeBytes > smallIndexBytes)
      .map((index) => ({
        code: "unused-index",
        severity: isJudged ? ("warning" as const) : ("info" as const),
        subject: subjectOf(index),
        message: `No scan used index ${index.name}, ${sinceText(countedMs, statistics)}${isJudged ? "" : "; too short to judge"}. ${replicas}`,
        evidence: { scans: 0, ...(isJudged ? { savedBytes: index.sizeBytes } : { sizeBytes: index.sizeBytes }) },
        fix: dropIndexFix(index),
      }));
  },
};

/**
 * How long the counters cover at least, in milliseconds. Counters that were never reset outlive a restart in order, but
 * not a crash, which leaves no trace in them: then the server's start is all that is sure.
 */
function readCountedMs({ sinceReset, serverStartedAt, readAt }: StatisticsAge): number {
  return Math.max(0, Date.parse(readAt) - Date.parse(sinceReset ?? serverStartedAt));
}

function sinceText(countedMs: number, { sinceReset }: StatisticsAge): string {
  return `counted since ${durationText(countedMs)} ago${sinceReset === null ? " or longer" : ""}`;
}

/** Never more than has passed: 59 minutes are no hour. */
function durationText(durationMs: number): string {
  if (durationMs < minuteMs) return "less than a minute";
  if (durationMs < hourMs) return `${Math.floor(durationMs / minuteMs)} min`;
  if (durationMs < 2 * dayMs) return `${Math.floor(durationMs / hourMs)} h`;
  return `${Math.floor(durationMs / dayMs)} days`;
}
