import type { ColumnStatistics, TableActivity } from "../model.ts";
import type { DatabaseIndexFacts, TableFacts } from "../rules/rule.ts";

/** A primary without standbys whose counters are ten days old. */
export function makeDatabaseFacts(more: Partial<DatabaseIndexFacts> = {}): DatabaseIndexFacts {
  return {
    statistics: { sinceReset: null, serverStartedAt: "2026-01-01T00:00:00Z", readAt: "2026-01-11T00:00:00Z" },
    computes: { isStandby: false, isNeon: false, standbys: 0 },
    maintenanceMemoryBytes: 64 * 1024 * 1024,
    vectorSearches: [],
    ...more,
  };
}

/** Table public.runs of a million rows without indexes, changed by nobody; `more` overrides. */
export function makeTableFacts(more: Partial<TableFacts> = {}): TableFacts {
  return {
    schema: "public",
    table: "runs",
    isPartitioned: false,
    heapBytes: 90_000_000,
    tableBytes: 90_000_000,
    estimatedRows: 1_000_000,
    options: [],
    columns: [],
    activity: makeActivity(),
    indexes: [],
    foreignKeys: [],
    database: makeDatabaseFacts(),
    ...more,
  };
}

/** Nothing happened; `more` overrides. */
export function makeActivity(more: Partial<TableActivity> = {}): TableActivity {
  return { inserted: 0, updated: 0, updatedHot: 0, updatedToNewPage: null, deleted: 0, deadRows: 0, ...more };
}

/** A column of distinct values that lie anywhere; `more` overrides. */
export function makeStatistics(column: string, more: Partial<ColumnStatistics> = {}): ColumnStatistics {
  return { column, distinct: -1, nullShare: 0, correlation: 0, commonValue: null, commonShare: null, ...more };
}
