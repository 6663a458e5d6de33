import { askOthersText, countedSinceText, isLongCounted } from "../counted-time.ts";
import { dropIndexFix } from "../index-ddl.ts";
import type { TableIndex } from "../model.ts";
import { carriesMeaning, type IndexRule, isUsable, subjectOf } from "./rule.ts";

const smallIndexBytes = 64 * 1024;

/**
 * An index that no scan used since the counters began. Young counters make it a remark that promises nothing. Other
 * computes count for themselves, so a person decides.
 */
export const unusedIndex: IndexRule = {
  code: "unused-index",
  title: "Unused index",
  isAboutRemoval: true,
  find: ({ indexes, database: { statistics, computes } }) => {
    const isJudged = isLongCounted(statistics);
    return indexes
      .filter((index) => index.scans === 0 && isUsable(index) && index.sizeBytes > smallIndexBytes)
      .filter((index) => !carriesMeaning(index) && !ownsStatistics(index))
      .map((index) => ({
        code: "unused-index",
        severity: isJudged ? ("warning" as const) : ("info" as const),
        subject: subjectOf(index),
        message: `No scan used index ${index.name}, ${countedSinceText(statistics)}${isJudged ? "" : "; too short to judge"}.${askOthersText(computes)}`,
        evidence: { scans: 0, ...(isJudged ? { savedBytes: index.sizeBytes } : { sizeBytes: index.sizeBytes }) },
        fix: dropIndexFix(index),
      }));
  },
};

/** ANALYZE keeps statistics of an index's expressions; the planner uses them though no scan uses the index. */
function ownsStatistics(index: TableIndex): boolean {
  return index.keys.some(({ column }) => column === null);
}
