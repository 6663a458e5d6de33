import { describe, expect, it } from "vitest";
import type { RehearsedStatement } from "../../../../shared/changes/model.ts";
import type { RowsAfter, TableSurvival } from "../../../../shared/changes/rehearsal-model.ts";
import { describeSurvival, isPreserved, lostRowsFinding } from "./compare-rows.ts";
import type { RowSums } from "./read-rows.ts";

const sums = (name: string, changes: Partial<RowSums> = {}): RowSums => ({
  table: { schema: "public", name, oid: "1", covers: [`public.${name}`] },
  rows: 10,
  isGone: false,
  columns: [],
  sum: "7",
  ...changes,
});
const statement = (locks: readonly string[], rewrites: readonly string[]): RehearsedStatement => ({
  migrationId: "0001_a",
  pass: "up",
  index: 0,
  sql: "",
  kind: "",
  isTransactional: true,
  durationMs: 1,
  rows: null,
  locks: locks.map((relation) => ({ relation, relationKind: "table", mode: "RowExclusive" })),
  rewrites,
  error: null,
});
const rowsAfter = (changes: Partial<RowsAfter>): RowsAfter => ({ rows: 10, columns: [], isSame: true, ...changes });
const table = (afterDown: RowsAfter | null): TableSurvival => ({
  table: "public.t",
  rowsBefore: 10,
  afterUp: null,
  afterDown,
});

describe("what became of the rows", () => {
  it("is unknown for what could not be read, and for tables that no script names", () => {
    const unread = describeSurvival([sums("t")], null, [sums("t", { sum: null })], []);
    expect([unread.tables[0]?.afterUp, unread.tables[0]?.afterDown?.isSame, isPreserved(unread)]).toEqual([
      null,
      null,
      null,
    ]);
    const hidden = describeSurvival(
      [sums("t")],
      null,
      [sums("t")],
      [statement(["public.t", "public.log"], ["public.x"])],
    );
    expect([hidden.notCompared, isPreserved(hidden)]).toEqual([["public.log", "public.x"], null]);
    expect(isPreserved(describeSurvival([sums("t")], null, [sums("t")], [statement(["public.t"], [])]))).toBe(true);
    expect(isPreserved(describeSurvival([sums("t")], null, [sums("t", { rows: 9, sum: null })], []))).toBe(false);
  });

  it("is a finding only when down does not bring it back", () => {
    expect(lostRowsFinding("0001_a", { tables: [table(rowsAfter({})), table(null)], notCompared: [] })).toBeNull();
    expect(
      lostRowsFinding("0001_a", { tables: [table(rowsAfter({ rows: 4, isSame: false }))], notCompared: [] }),
    ).toMatchObject({
      class: "breaking",
      subject: "public.t",
      evidence: { tables: 1, rowsLost: 6 },
      message: expect.stringContaining("public.t (6 of 10 rows gone)"),
    });
  });
});
