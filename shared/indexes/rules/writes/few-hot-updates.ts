import type { FindingFix } from "../../../findings/model.ts";
import { readableName } from "../../readable-name.ts";
import { type IndexRule, optionOf, type TableFacts } from "../rule.ts";
import { hotBlockingColumns, onlyInUnused } from "./hot-columns.ts";

/** Fewer updates show no habit. */
const leastUpdates = 10_000;
const leastHotShare = 0.5;
const roomyFillFactor = 85;

/**
 * Most updates of a table write to all its indexes: an indexed column changes, or (version 16 and later counts it) the
 * page has no room, which a fill factor gives.
 */
export const fewHotUpdates: IndexRule = {
  code: "few-hot-updates",
  title: "Updates are seldom HOT",
  find: (facts) => {
    const { schema, table, indexes, activity } = facts;
    if (activity === null || indexes.length === 0 || activity.updated < leastUpdates) return [];
    const hotShare = activity.updatedHot / activity.updated;
    if (hotShare >= leastHotShare) return [];
    const fullShare = activity.updatedToNewPage === null ? null : activity.updatedToNewPage / activity.updated;
    const fix = fillFactorFix(facts, fullShare);
    const columns = hotBlockingColumns(indexes);
    const idle = onlyInUnused(indexes);
    return [
      {
        code: "few-hot-updates",
        severity: "info",
        subject: `${schema}.${table}`,
        message: `${percent(hotShare)} of the updates of ${table} were HOT; each of the others wrote to all ${indexes.length} indexes. ${fix ? "Most found no room on their page: a fill factor leaves some." : "A change of any of the columns below does that."}${idle.length === 0 ? "" : ` Indexes that no scan used are all that stands in the way of ${idle.join(", ")}.`}`,
        evidence: {
          updates: activity.updated,
          hotShare,
          noRoomShare: fullShare,
          columnsThatPreventHot: columns.join(", ") || null,
          onlyInUnusedIndexes: idle.join(", ") || null,
        },
        ...(fix ? { fix } : {}),
      },
    ];
  },
};

function fillFactorFix({ schema, table, options }: TableFacts, fullShare: number | null): FindingFix | null {
  const set = optionOf(options, "fillfactor");
  if (fullShare === null || fullShare < 0.5 || Number(set ?? 100) <= roomyFillFactor) return null;
  const name = readableName(schema, table);
  return {
    title: `Leave room on the pages of ${table}`,
    sql: `ALTER TABLE ${name} SET (fillfactor = ${roomyFillFactor});`,
    downSql: `ALTER TABLE ${name} ${set === null ? "RESET (fillfactor)" : `SET (fillfactor = ${set})`};`,
    transactional: true,
  };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
