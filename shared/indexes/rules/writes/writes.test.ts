import { describe, expect, it } from "vitest";
import { makeIndex } from "../../../plans/testing/make-plan.ts";
import type { ColumnStatistics, TableIndex } from "../../model.ts";
import { makeActivity, makeStatistics, makeTableFacts } from "../../testing/make-table-facts.ts";
import type { TableFacts } from "../rule.ts";
import { fewHotUpdates } from "./few-hot-updates.ts";
import { lowCardinality } from "./low-cardinality.ts";
import { overIndexed } from "./over-indexed.ts";

const several = (count: number, more: Partial<TableIndex> = {}) =>
  Array.from({ length: count }, (_, at) => makeIndex(`i${at}`, [`c${at}`], more));

describe("a table with too many indexes", () => {
  const found = (more: Partial<TableFacts>) => overIndexed.find(makeTableFacts(more)).map(({ evidence }) => evidence);

  it("has more than eight, or more than twice its own bytes in them", () => {
    expect([found({ indexes: several(8) }), found({ indexes: several(9) }).length]).toEqual([[], 1]);
    const three = several(3, { sizeBytes: 10_000_000 });
    expect(found({ indexes: three, heapBytes: 5_000_000, tableBytes: 15_000_000 })).toEqual([]);
    expect(found({ indexes: three, tableBytes: 14_999_999 })).toHaveLength(1);
    expect(found({ indexes: several(3, { sizeBytes: 300_000 }), tableBytes: 8_192 })).toEqual([]);
  });

  it("is told with what is largest, never scanned, and prevents HOT updates", () => {
    const indexes = [
      makeIndex("big", ["a"], { sizeBytes: 9_000_000, scans: 0 }),
      makeIndex("checked", ["b"], { scans: 0, isUnique: true, includedColumns: ["c"], otherColumns: ["d"] }),
      makeIndex("ranges", ["e"], { accessMethod: "brin" }),
    ];
    expect(found({ indexes, tableBytes: 1_000_000 })).toEqual([
      {
        indexes: 3,
        sizeOfIndexesBytes: 11_000_000,
        sizeOfTableBytes: 1_000_000,
        largest: "big, checked, ranges",
        neverScanned: "big",
        columnsThatPreventHot: "a, b, c, d",
      },
    ]);
  });
});

describe("updates that are seldom HOT", () => {
  const indexes = [makeIndex("used", ["kind"]), makeIndex("idle", ["kind", "seen"], { scans: 0 })];
  const found = (updated: number, updatedHot: number, more: Partial<TableFacts> = {}, updatedToNewPage = 0) =>
    fewHotUpdates.find(
      makeTableFacts({ indexes, activity: makeActivity({ updated, updatedHot, updatedToNewPage }), ...more }),
    );

  it("are told with the columns, and those that only unused indexes hold", () => {
    expect(found(20_000, 2_000)).toMatchObject([
      {
        code: "few-hot-updates",
        message: expect.stringContaining("10.0 % of the updates of runs were HOT"),
        evidence: { columnsThatPreventHot: "kind, seen", onlyInUnusedIndexes: "seen", noRoomShare: 0 },
      },
    ]);
    expect(found(20_000, 2_000)[0]?.fix).toBeUndefined();
  });

  it("get a fill factor where pages had no room, as it was set before on the way back", () => {
    expect(found(20_000, 2_000, { options: ["fillfactor=95"] }, 15_000)[0]?.fix).toMatchObject({
      sql: "ALTER TABLE public.runs SET (fillfactor = 85);",
      downSql: "ALTER TABLE public.runs SET (fillfactor = 95);",
    });
    expect(found(20_000, 2_000, { options: ["fillfactor=70"] }, 15_000)[0]?.fix).toBeUndefined();
  });

  it("are none when there are few, when most are HOT, or without an index", () => {
    expect([found(9_999, 0), found(20_000, 10_000), found(20_000, 0, { indexes: [] })]).toEqual([[], [], []]);
    expect(found(20_000, 0, { activity: null })).toEqual([]);
  });
});

describe("an index of few values", () => {
  const found = (
    statistics: Partial<ColumnStatistics>,
    index: Partial<TableIndex> = {},
    more: Partial<TableFacts> = {},
  ) =>
    lowCardinality.find(
      makeTableFacts({
        indexes: [makeIndex("runs_kind_idx", ["kind"], index)],
        columns: [makeStatistics("kind", statistics)],
        ...more,
      }),
    );
  const skewed = { distinct: 3, commonValue: "it's done", commonShare: 0.9 };

  it("is replaced by one without the common value", () => {
    expect(found(skewed)).toMatchObject([
      {
        code: "low-cardinality-index",
        evidence: { distinctValues: 3, mostCommonShare: 0.9, savedBytes: 900_000 },
        fix: {
          sql: "CREATE INDEX CONCURRENTLY runs_kind_partial_idx\n  ON public.runs (kind)\n  WHERE kind <> 'it''s done';\nDROP INDEX CONCURRENTLY IF EXISTS public.runs_kind_idx;",
          downSql:
            "CREATE INDEX CONCURRENTLY runs_kind_idx ON public.runs USING btree (kind);\nDROP INDEX CONCURRENTLY IF EXISTS public.runs_kind_partial_idx;",
        },
      },
    ]);
  });

  it("is replaced by one without NULL, whatever the other values", () => {
    expect(found({ distinct: -0.3, nullShare: 0.7 })[0]?.fix?.sql).toContain("WHERE kind IS NOT NULL;");
  });

  it("is told without a remedy when all its values are common, or the draft would lose something", () => {
    expect(found({ distinct: 4, commonValue: "a", commonShare: 0.26 }).map(({ fix }) => fix)).toEqual([undefined]);
    const definition = "CREATE INDEX runs_kind_idx ON public.runs USING btree (kind DESC)";
    expect(found(skewed, { definition }).map(({ fix }) => fix)).toEqual([undefined]);
  });

  it("is none of more values, of a small table, for a foreign key, partial, unique or of several columns", () => {
    const key = {
      constraint: "k",
      schema: "public",
      table: "runs",
      columns: ["kind"],
      referencedSchema: "public",
      referencedTable: "kinds",
      tableRows: 1,
      tableBytes: 1,
    };
    const two = makeIndex("runs_kind_idx", ["kind", "ts"]).keys;
    expect(
      [
        found({ ...skewed, commonShare: 0.4, distinct: 5 }),
        found({ distinct: 500 }),
        found(skewed, {}, { estimatedRows: 9_999 }),
        found(skewed, {}, { columns: [] }),
        found(skewed, {}, { foreignKeys: [key] }),
        found(skewed, { predicate: "ts > 1" }),
        found(skewed, { isUnique: true }),
        found(skewed, { accessMethod: "hash" }),
        found(skewed, { keys: two }),
        found(skewed, { sizeBytes: 8_192 }),
      ].flat(),
    ).toEqual([]);
  });
});
