import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeIndex } from "../../plans/testing/make-plan.ts";
import { findInsideProblems, sparseBytes } from "./find-inside-problems.ts";
import type { IndexInside } from "./model.ts";

const big = makeIndex("runs_kind_idx", ["kind"], { sizeBytes: 90_000_000 });
const codes = (inside: IndexInside, index = big) =>
  findInsideProblems(index, inside).map(({ code, fix, evidence }) => [code, fix?.sql, evidence.savedBytes]);
const btree = (leafDensityPercent: number | null): IndexInside => ({
  kind: "btree",
  levels: 2,
  leafPages: 10_000,
  emptyPages: 0,
  deletedPages: 0,
  leafDensityPercent,
  leafFragmentationPercent: 0,
});

describe("looking inside", () => {
  it("finds leaves that are half empty and worth a rebuild", () => {
    expect(codes(btree(30))).toEqual([
      ["sparse-index", "REINDEX INDEX CONCURRENTLY public.runs_kind_idx;", 60_000_000],
    ]);
    expect([codes(btree(50)), codes(btree(null)), codes(btree(30), makeIndex("a", ["b"]))].flat()).toEqual([]);
    expect(codes({ kind: "btreeDepth", levels: 3 })).toEqual([]);
  });

  it("never promises a negative figure, nor more than there is", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.integer({ min: 10, max: 100 }),
        fc.integer({ min: 0, max: 2 ** 40 }),
        (density, fill, sizeBytes) => {
          const saved = sparseBytes(makeIndex("a", ["b"], { sizeBytes, options: [`fillfactor=${fill}`] }), density);
          expect(saved).toBeGreaterThanOrEqual(0);
          expect(saved).toBeLessThanOrEqual(sizeBytes);
        },
      ),
    );
  });

  it("finds a long pending list, overflow and ranges that are not summarised, and not what is near", () => {
    const gin = (pendingPages: number): IndexInside => ({ kind: "gin", pendingPages, pendingRows: 9 });
    const hash = (overflowPages: number): IndexInside => ({
      kind: "hash",
      bucketPages: 10,
      overflowPages,
      liveEntries: 1,
      deadEntries: 1,
      freePercent: 1,
    });
    const brin = (unsummarisedRanges: number): IndexInside => ({
      kind: "brin",
      pagesPerRange: 128,
      ranges: 50,
      unsummarisedRanges,
    });
    expect([codes(gin(128)), codes(hash(11)), codes(brin(6))].flat()).toEqual([
      ["gin-pending-list", "ALTER INDEX public.runs_kind_idx SET (fastupdate = off);", undefined],
      ["hash-overflow", "REINDEX INDEX CONCURRENTLY public.runs_kind_idx;", undefined],
      ["brin-unsummarised", "ALTER INDEX public.runs_kind_idx SET (autosummarize = on);", undefined],
    ]);
    expect([codes(gin(127)), codes(hash(10)), codes(brin(5))].flat()).toEqual([]);
    expect(codes(brin(6), makeIndex("a", ["b"], { options: ["autosummarize=on"] }))).toEqual([
      ["brin-unsummarised", undefined, undefined],
    ]);
  });
});
