import { expect, it } from "vitest";
import { judgeQueryTimes, type QueryTimes } from "./query-times.ts";

const times = (...all: readonly (readonly [sql: string, calls: number, totalMs: number])[]): QueryTimes =>
  new Map(all.map(([sql, calls, totalMs]) => [sql, { sql, calls, totalMs }]));

it("names the query that costs most more than before, and only those that ran often enough", () => {
  const before = times(["SELECT 1", 10, 10], ["SELECT\n  2", 10, 100], ["SELECT 3", 10, 10], ["SELECT 4", 3, 3]);
  const after = times(["SELECT 1", 20, 60], ["SELECT\n  2", 20, 400], ["SELECT 3", 12, 900], ["SELECT 4", 30, 900]);
  expect(judgeQueryTimes(before, after)).toEqual({
    isSlower: true,
    text: "Of 2 queries that ran often enough 2 took at least twice as long as before; most: 30.0 ms for 10.0 ms, 10 times: SELECT 2",
  });
});

it("says nothing of counters that were reset, nothing new, and what it cannot know", () => {
  const before = times(["SELECT 1", 100, 100]);
  expect([
    judgeQueryTimes(before, times(["SELECT 1", 6, 600])).text,
    judgeQueryTimes(before, times(["SELECT 1", 110, 111])).text,
    judgeQueryTimes(null, before).isSlower,
    judgeQueryTimes(before, null).text,
  ]).toEqual([
    "Of 0 queries that ran often enough none takes much longer than before.",
    "Of 1 query that ran often enough none takes much longer than before.",
    false,
    "How long queries take is not known: pg_stat_statements is not there or may not be read.",
  ]);
});
