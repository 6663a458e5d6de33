import { askOthersText, durationText } from "../counted-time.ts";
import { dropIndexFix } from "../index-ddl.ts";
import { carriesMeaning, type IndexRule, isUsable, subjectOf } from "./rule.ts";

const smallIndexBytes = 64 * 1024;
/** What runs once in a quarter still counts as use. */
const idleMs = 100 * 24 * 60 * 60_000;

/** Version 16 and later: an index that was used once, and not for a long time. */
export const idleIndex: IndexRule = {
  code: "idle-index",
  title: "Index not used for long",
  find: ({ indexes, database: { statistics, computes } }) =>
    indexes
      .filter((index) => isUsable(index) && !carriesMeaning(index) && index.sizeBytes > smallIndexBytes)
      .flatMap((index) => {
        const idle = index.lastUsedAt === null ? 0 : Date.parse(statistics.readAt) - Date.parse(index.lastUsedAt);
        if (idle < idleMs) return [];
        return [
          {
            code: "idle-index",
            severity: "info" as const,
            subject: subjectOf(index),
            message: `The last scan of index ${index.name} was ${durationText(idle)} ago.${askOthersText(computes)}`,
            evidence: { lastUsedAt: index.lastUsedAt, scans: index.scans, savedBytes: index.sizeBytes },
            fix: dropIndexFix(index),
          },
        ];
      }),
};
