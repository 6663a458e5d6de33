import { expect, it } from "vitest";
import { makeIndex } from "../../../../shared/plans/testing/make-plan.ts";
import { insideFacts } from "./inside-facts.ts";
import { methodFacts } from "./method-facts.ts";

it("parameters are told with their defaults, and those nobody knows as they are", () => {
  const facts = (accessMethod: string, options: readonly string[]) =>
    methodFacts(makeIndex("a", ["b"], { accessMethod, options }));
  expect(facts("hnsw", ["m=24"])).toEqual([
    ["Links of a row (m)", "24"],
    ["Candidates at build (ef_construction)", "64 (default)"],
  ]);
  expect(facts("bloom", ["length=80"])).toEqual([["length", "80"]]);
  expect(facts("spgist", [])).toEqual([]);
});

it("every kind of inside is told", () => {
  const btree = {
    kind: "btree",
    levels: 2,
    leafPages: 1200,
    emptyPages: 1,
    deletedPages: 2,
    leafDensityPercent: 88.88,
    leafFragmentationPercent: null,
  } as const;
  expect(insideFacts(btree).map(([, value]) => value)).toEqual(["88.9 %", "2", "1,200", "3", "–"]);
  expect(insideFacts({ kind: "btreeDepth", levels: 1 })).toEqual([["Levels above the leaves", "1"]]);
  expect(insideFacts({ kind: "gin", pendingPages: 3, pendingRows: 1000 }).map(([, value]) => value)).toEqual([
    "3",
    "1,000",
  ]);
  expect(insideFacts({ kind: "brin", pagesPerRange: 16, ranges: 9, unsummarisedRanges: 1 })).toHaveLength(3);
  const hash = {
    kind: "hash",
    bucketPages: 1,
    overflowPages: 2,
    liveEntries: 3,
    deadEntries: 4,
    freePercent: 5,
  } as const;
  expect(insideFacts(hash).map(([, value]) => value)).toEqual(["1", "2", "3", "4", "5.0 %"]);
});
