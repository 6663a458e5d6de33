import { expect, it } from "vitest";
import { makeStatistics } from "../../../../shared/indexes/testing/make-table-facts.ts";
import { columnWords, correlationFigure, distinctFigure } from "./column-figures.ts";

it("distinct values and correlation fit a narrow column", () => {
  const distinct = (figure: number, rows: number | null = 2_000_000) =>
    distinctFigure(makeStatistics("a", { distinct: figure }), rows);
  expect([
    distinct(-1),
    distinct(12),
    distinct(41_200),
    distinct(-0.5),
    distinct(-0.5, null),
    distinctFigure(null, 1),
  ]).toEqual(["all", "12", "41 k", "1 M", "–", "–"]);
  const correlation = (figure: number | null) => correlationFigure(makeStatistics("a", { correlation: figure }));
  expect([1, -1, 0.987, -0.42, 0, -0.001, null].map(correlation)).toEqual([
    "1",
    "−1",
    ".99",
    "−.42",
    ".00",
    ".00",
    "–",
  ]);
});

it("a column is told in a sentence", () => {
  const known = makeStatistics("a", { distinct: 12, nullShare: 0.25, correlation: -0.5 });
  expect(columnWords("text", known, 100)).toBe("text; about 12 distinct values, 25.0 % NULL, correlation -0.50");
  expect(columnWords("json", makeStatistics("a", { correlation: null }), 100)).toBe("json; every value once");
  expect(columnWords("text", null, 100)).toBe("text; no statistics");
});
