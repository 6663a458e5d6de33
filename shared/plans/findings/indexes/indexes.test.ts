import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../json/exact-json.ts";
import type { RelationContext } from "../../model.ts";
import { makeContext, makeIndex, makeNode, makePlan, makeRelation, makeScan } from "../../testing/make-plan.ts";
import { findPlanProblems } from "../registry.ts";

const found = (root: JsonObject, relation: Partial<RelationContext>) =>
  findPlanProblems(makePlan(root, 105), makeContext(makeRelation(relation)));
const codes = (root: JsonObject, relation: Partial<RelationContext>) => found(root, relation).map(({ code }) => code);
const indexScan = (more: JsonObject) =>
  makeNode("Index Scan", 100, {
    Schema: "public",
    "Relation Name": "runs",
    Alias: "r",
    "Index Name": "runs_kind_idx",
    "Index Cond": "(r.kind = 'x'::text)",
    "Actual Rows": 5_000,
    "Plan Rows": 5_000,
    ...more,
  });
const indexes = [makeIndex("runs_kind_idx", ["kind"])];

describe("rows that lie all over the table", () => {
  const scan = (blocks: number, more: JsonObject = {}) => indexScan({ "Shared Hit Blocks": blocks, ...more });
  const relation = (correlation: number) => ({ indexes, columns: { kind: { correlation, widthBytes: 8 } } });

  it("are found, and what they cost", () => {
    const [finding] = found(scan(4_500), relation(0.02));
    expect([finding?.code, finding?.evidence]).toEqual([
      "scattered-heap",
      { pages: 4_500, rowsKept: 5_000, correlation: 0.02, index: "runs_kind_idx" },
    ]);
  });

  it("are none in order, with few pages, in single lookups, and where nobody knows", () => {
    expect([
      codes(scan(4_500), relation(0.9)),
      codes(scan(3_000), relation(0.02)),
      codes(
        scan(4_500, { "Actual Loops": 5_000, "Actual Rows": 1, "Plan Rows": 1, "Actual Total Time": 0.02 }),
        relation(0.02),
      ),
      codes(scan(4_500), { indexes }),
    ]).toEqual([[], [], [], []]);
  });
});

describe("an index that could carry what is read", () => {
  const scan = (output: readonly string[], more: JsonObject = {}) => indexScan({ Output: [...output], ...more });
  const narrow = { ts: { correlation: null, widthBytes: 8 }, title: { correlation: null, widthBytes: 900 } };

  it("is drafted with these columns included", () => {
    const [finding] = found(scan(["r.kind", "r.ts"]), { indexes, columns: narrow });
    expect([finding?.code, finding?.fix?.sql]).toEqual([
      "covering-index",
      "CREATE INDEX CONCURRENTLY runs_kind_with_ts_idx\n  ON public.runs (kind) INCLUDE (ts);",
    ]);
  });

  it("counts what the filter needs", () => {
    const [finding] = found(scan(["r.kind"], { Filter: "(r.id > 5)" }), { indexes });
    expect(finding?.fix?.sql).toContain("INCLUDE (id)");
  });

  it("is none for wide columns, many columns, expressions, few rows and columns that change often", () => {
    const busy = { liveRows: 1e6, deadRows: 0, updatedRows: 5e5, hotUpdatedRows: 4e5, frozenAge: 10 };
    expect([
      codes(scan(["r.kind", "r.title"]), { indexes, columns: narrow }),
      codes(scan(["r.payload"]), { indexes }),
      codes(scan(["r.id", "r.ts", "r.tags"]), { indexes, columns: narrow }),
      codes(scan(["lower(r.kind)"]), { indexes }),
      codes(scan(["r.ts"], { "Actual Rows": 900, "Plan Rows": 900 }), { indexes }),
      codes(scan(["r.ts"]), { indexes, columns: narrow, upkeep: busy }),
    ]).toEqual([[], [], [], [], [], []]);
  });
});

describe("a cast that hides an index", () => {
  const scan = (filter: string, removed = 99_000) => makeScan(100, 1_000, removed, { Filter: filter });
  const id = [makeIndex("runs_pkey", ["id"])];

  it("is found with both types", () => {
    const [finding, ...others] = found(scan("((r.id)::numeric = '4242'::numeric)"), { indexes: id });
    expect([finding?.code, finding?.message, others]).toEqual([
      "cast-hides-index",
      expect.stringContaining("id is bigint and is compared as numeric, so runs_pkey does not serve"),
      [],
    ]);
    const time = found(scan("((ts)::date = '2026-01-01'::date)"), { indexes: [makeIndex("runs_ts_idx", ["ts"])] })[0];
    expect(time?.message).toContain("compare the bare column with a range");
  });

  it("is none between strings, without an index, and where much is kept", () => {
    expect([
      codes(scan("((kind)::text ~~ 'a_'::text)"), { indexes, columnTypes: { kind: "character varying" } }),
      codes(scan("((r.id)::numeric = '4242'::numeric)"), { indexes }),
      codes(scan("((r.id)::numeric = '4242'::numeric)", 5_000), { indexes: id }),
    ]).toEqual([["pattern-without-index"], ["unserved-filter"], []]);
  });
});
