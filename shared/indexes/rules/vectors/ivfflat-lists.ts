import { setIndexOptionFix } from "../../index-ddl.ts";
import { type IndexRule, isUsable, optionOf, subjectOf } from "../rule.ts";

const defaultLists = 100;
/** So far from what pgvector's documentation recommends is another index. */
const mostTimes = 4;
/** With fewer rows the centres mean nothing, whatever their number. */
const leastRows = 10_000;
const manyRows = 1_000_000;

/** pgvector recommends rows / 1000 lists up to a million rows, and their square root above. */
export const ivfflatLists: IndexRule = {
  code: "ivfflat-lists",
  title: "IVFFlat lists do not fit",
  find: ({ table, estimatedRows, indexes }) => {
    const rows = estimatedRows ?? 0;
    if (rows < leastRows) return [];
    const fitting = Math.round(rows <= manyRows ? rows / 1000 : Math.sqrt(rows));
    return indexes
      .filter((index) => index.accessMethod === "ivfflat" && isUsable(index))
      .flatMap((index) => {
        const lists = Number(optionOf(index.options, "lists") ?? defaultLists);
        if (lists <= fitting * mostTimes && lists >= fitting / mostTimes) return [];
        const effect =
          lists > fitting
            ? "so few rows each that a search misses neighbours"
            : "so many rows each that a search is slow";
        return [
          {
            code: "ivfflat-lists",
            severity: "warning" as const,
            subject: subjectOf(index),
            message: `IVFFlat index ${index.name} has ${lists} lists for about ${Math.round(rows)} rows of ${table}: ${effect}. About ${fitting} fit. Its centres were chosen when it was built, so it is built again.`,
            evidence: { lists, fittingLists: fitting, estimatedRows: rows },
            fix: setIndexOptionFix(index, "lists", String(fitting), true),
          },
        ];
      });
  },
};
