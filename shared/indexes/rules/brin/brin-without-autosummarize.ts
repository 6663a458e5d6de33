import { setIndexOptionFix } from "../../index-ddl.ts";
import { type IndexRule, isUsable, optionOf, subjectOf } from "../rule.ts";

const largeTableBytes = 8 * 1024 * 1024;
const leastInserted = 10_000;
const on: ReadonlySet<string> = new Set(["on", "true", "yes", "1"]);

/** Pages that were added since the last VACUUM are in no range of a BRIN index, and every scan reads all of them. */
export const brinWithoutAutosummarize: IndexRule = {
  code: "brin-without-autosummarize",
  title: "BRIN lags behind inserts",
  find: ({ table, indexes, activity, heapBytes }) => {
    if (activity === null || activity.inserted < leastInserted || heapBytes < largeTableBytes) return [];
    return indexes
      .filter((index) => index.accessMethod === "brin" && isUsable(index))
      .filter((index) => !on.has((optionOf(index.options, "autosummarize") ?? "off").toLowerCase()))
      .map((index) => ({
        code: "brin-without-autosummarize",
        severity: "info" as const,
        subject: subjectOf(index),
        message: `${table} grows, and BRIN index ${index.name} learns of new pages only by VACUUM; until then every scan reads them all. With autosummarize, autovacuum adds each range as it fills.`,
        evidence: {
          inserted: activity.inserted,
          pagesPerRange: Number(optionOf(index.options, "pages_per_range") ?? 128),
        },
        fix: setIndexOptionFix(index, "autosummarize", "on"),
      }));
  },
};
