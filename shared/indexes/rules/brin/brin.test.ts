import { describe, expect, it } from "vitest";
import { makeIndex } from "../../../plans/testing/make-plan.ts";
import type { TableIndex } from "../../model.ts";
import { makeActivity, makeStatistics, makeTableFacts } from "../../testing/make-table-facts.ts";
import type { TableFacts } from "../rule.ts";
import { brinCandidate } from "./brin-candidate.ts";
import { brinWithoutAutosummarize } from "./brin-without-autosummarize.ts";
import { brinWithoutCorrelation } from "./brin-without-correlation.ts";

const brin = (more: Partial<TableIndex> = {}): TableIndex => {
  const index = makeIndex("runs_ts_idx", ["ts"], { accessMethod: "brin", ...more });
  return { ...index, keys: index.keys.map((key) => ({ ...key, operatorClass: "pg_catalog.timestamptz_minmax_ops" })) };
};

describe("a candidate for BRIN", () => {
  const found = (index: Partial<TableIndex> = {}, more: Partial<TableFacts> = {}, correlation: number | null = -0.96) =>
    brinCandidate.find(
      makeTableFacts({
        indexes: [makeIndex("runs_ts_idx", ["ts"], { sizeBytes: 20_000_000, scans: 5, rowsRead: 50_000, ...index })],
        columns: [makeStatistics("ts", { correlation })],
        activity: makeActivity({ inserted: 1_000_000, deleted: 100 }),
        ...more,
      }),
    );

  it("is a b-tree in the order of a large table that is only added to, and read by ranges", () => {
    expect(found()).toMatchObject([
      {
        code: "brin-candidate",
        subject: "public.runs_ts_idx",
        message: expect.stringContaining("instead of 19.1 MB"),
        evidence: { correlation: -0.96, rowsPerScan: 10_000 },
        fix: {
          sql: "CREATE INDEX CONCURRENTLY runs_ts_brin_idx\n  ON public.runs USING brin (ts)\n  WITH (autosummarize = on);\nDROP INDEX CONCURRENTLY IF EXISTS public.runs_ts_idx;",
        },
      },
    ]);
    expect(found({ scans: 0 })).toHaveLength(1);
  });

  it("is none when one of that is missing", () => {
    const near = [
      found({}, {}, 0.94),
      found({}, {}, null),
      found({ rowsRead: 4_000 }),
      found({ isUnique: true }),
      found({ predicate: "x" }),
      found({ sizeBytes: 500_000 }),
      found({ accessMethod: "hash" }),
      found({}, { heapBytes: 10_000_000 }),
      found({}, { activity: makeActivity({ inserted: 1_000_000, updated: 20_000 }) }),
      found({}, { activity: null }),
      found({}, { isPartitioned: true }),
    ];
    expect(near.flat()).toEqual([]);
  });
});

describe("a BRIN index", () => {
  it("over values that lie anywhere is replaced; one of a small table, of other classes, or in order is not", () => {
    const found = (correlation: number | null, index = brin(), heapBytes = 90_000_000) =>
      brinWithoutCorrelation.find(
        makeTableFacts({ indexes: [index], columns: [makeStatistics("ts", { correlation })], heapBytes }),
      );
    expect(found(0.1)[0]?.fix?.sql).toBe(
      "CREATE INDEX CONCURRENTLY runs_ts_idx1\n  ON public.runs (ts);\nDROP INDEX CONCURRENTLY IF EXISTS public.runs_ts_idx;",
    );
    const bloom = brin();
    const other = { ...bloom, keys: bloom.keys.map((key) => ({ ...key, operatorClass: "x.int4_bloom_ops" })) };
    expect(
      [
        found(-0.6),
        found(null),
        found(0.1, other),
        found(0.1, brin(), 1_000_000),
        found(0.1, makeIndex("a", ["ts"])),
      ].flat(),
    ).toEqual([]);
  });

  it("that learns of new pages by VACUUM alone is told where rows come", () => {
    const found = (options: readonly string[], inserted = 10_000, heapBytes = 90_000_000) =>
      brinWithoutAutosummarize.find(
        makeTableFacts({ indexes: [brin({ options })], activity: makeActivity({ inserted }), heapBytes }),
      );
    expect(found(["pages_per_range=32"])).toMatchObject([
      {
        evidence: { inserted: 10_000, pagesPerRange: 32 },
        fix: {
          sql: "ALTER INDEX public.runs_ts_idx SET (autosummarize = on);",
          downSql: "ALTER INDEX public.runs_ts_idx RESET (autosummarize);",
        },
      },
    ]);
    expect(found(["autosummarize=off"])[0]?.fix?.downSql).toBe(
      "ALTER INDEX public.runs_ts_idx SET (autosummarize = off);",
    );
    expect(
      [found(["autosummarize=on"]), found(["autosummarize=TRUE"]), found([], 9_999), found([], 10_000, 8_192)].flat(),
    ).toEqual([]);
  });
});
