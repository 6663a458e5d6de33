import { describe, expect, it } from "vitest";
import type { RehearsedStatement } from "../../../../shared/changes/model.ts";
import { estimateTime, estimateTimes } from "./estimate-time.ts";

const statement = (changes: Partial<RehearsedStatement>): RehearsedStatement => ({
  migrationId: "0001_a",
  pass: "up",
  index: 0,
  sql: "",
  kind: "ALTER TABLE",
  isTransactional: true,
  durationMs: 100,
  rows: null,
  locks: [],
  rewrites: [],
  error: null,
  ...changes,
});
const basis = (branch: number, target: number) => ({
  data: {
    tables: [{ table: "public.t", rowsBefore: 1_000, afterUp: null, afterDown: null }],
    notCompared: [],
  },
  branch: new Map([["public.t", branch]]),
  target: new Map([["public.t", target]]),
});
const lock = { relation: "public.t", relationKind: "table", mode: "RowExclusive" } as const;

describe("the time on the target", () => {
  it("is as measured where the branch is as large, and where no table is gone through", () => {
    expect(estimateTime(statement({ rewrites: ["public.t"] }), basis(8_192, 8_192))).toEqual({
      class: "instant",
      ms: 100,
      confidence: "high",
      basis: "the branch had public.t in the target's size",
      rows: 1_000,
      rowsPerSecond: 10_000,
    });
    const quick = estimateTime(statement({ locks: [{ ...lock, mode: "AccessExclusive" }] }), basis(8, 8_000_000));
    expect([quick.ms, quick.confidence, quick.rows]).toEqual([100, "high", null]);
  });

  it("grows with the table, and says how far it had to guess", () => {
    const backfill = statement({ rows: 500, locks: [lock], durationMs: 2_000, kind: "UPDATE" });
    expect(estimateTime(backfill, basis(1_000, 1_500))).toMatchObject({
      class: "seconds",
      ms: 3_000,
      confidence: "medium",
      rows: 750,
      rowsPerSecond: 250,
    });
    expect(estimateTime(backfill, basis(1_000, 40_000))).toMatchObject({
      class: "minutes",
      ms: 80_000,
      confidence: "low",
      basis: "public.t is 40 times as large on the target",
    });
    expect(estimateTime(backfill, basis(1_000, 4_000_000)).class).toBe("long");
    expect(estimateTime(backfill, basis(0, 40_000))).toMatchObject({ ms: 2_000, confidence: "low" });
  });

  it("is of an index the table's that was locked for it", () => {
    const built = statement({ kind: "CREATE INDEX CONCURRENTLY", locks: [{ ...lock, mode: "ShareUpdateExclusive" }] });
    expect(estimateTime(built, basis(1_000, 3_000))).toMatchObject({ ms: 300, confidence: "low", rows: 3_000 });
  });

  it("is given to what ran in the first up only", () => {
    const error = { code: "sql", message: "no" } as const;
    const all = [statement({}), statement({ pass: "down" }), statement({ error })];
    expect(estimateTimes(all, basis(1, 1)).map(({ estimate }) => estimate !== undefined)).toEqual([true, false, false]);
  });
});
