import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../json/exact-json.ts";
import { makeContext, makeNode, makePlan, makeRelation, makeScan } from "../../testing/make-plan.ts";
import { findPlanProblems } from "../registry.ts";

const found = (root: JsonObject, context = makeContext()) => findPlanProblems(makePlan(root, 109), context);
const over = (type: string, scan: JsonObject) => makeNode(type, 110, {}, [{ ...scan, "Parent Relationship": "Outer" }]);

describe("a wrong estimate", () => {
  it("is told at the lowest node, where somebody above decided by it", () => {
    const scan = makeScan(100, 50_000, 0, { "Plan Rows": 100 });
    const findings = found(makeNode("Hash Join", 115, { "Actual Rows": 9_000 }, [over("Sort", scan)]));
    expect(findings.map(({ code, subject, nodeId }) => [code, subject, nodeId])).toEqual([
      ["misestimate", "Seq Scan on runs r", 3],
    ]);
    expect(findings[0]).toMatchObject({
      severity: "warning",
      fix: { sql: "ANALYZE public.runs;" },
      evidence: { factor: 500 },
    });
  });

  it("is none when it is near, when few rows are concerned, or when a Limit stopped the scan", () => {
    expect(found(over("Sort", makeScan(100, 50_000, 0, { "Plan Rows": 9_000 })))).toEqual([]);
    expect(found(over("Sort", makeScan(100, 900, 0, { "Plan Rows": 9 })))).toEqual([]);
    const stopped = makeScan(100, 10, 0, { "Plan Rows": 90_000 });
    expect(found(makeNode("Limit", 110, {}, [over("Gather", stopped)]))).toEqual([]);
  });
});

describe("stale statistics", () => {
  it("are told when a tenth changed or the table was never analyzed", () => {
    const scan = makeScan(100, 10, 0);
    const codes = (relation: Parameters<typeof makeRelation>[0]) =>
      found(scan, makeContext(makeRelation(relation))).map(({ code }) => code);
    expect(codes({ modifiedSinceAnalyze: 200_000 })).toEqual(["stale-statistics"]);
    expect(codes({ lastAnalyzedAt: null, estimatedRows: null })).toEqual(["stale-statistics"]);
    expect(codes({ modifiedSinceAnalyze: 50_000 })).toEqual([]);
    expect(codes({ estimatedRows: 100, modifiedSinceAnalyze: 500 })).toEqual([]);
  });
});

describe("columns that depend on each other", () => {
  const scan = (filter: string) => over("Sort", makeScan(100, 50_000, 0, { "Plan Rows": 100, Filter: filter }));
  const both = "((r.kind = 'x'::text) AND (r.title = 'y'::text))";

  it("are given statistics of their own", () => {
    const [finding] = found(scan(both));
    expect([finding?.code, finding?.fix?.sql, finding?.fix?.downSql]).toEqual([
      "correlated-columns",
      "CREATE STATISTICS public.runs_kind_title_stat (dependencies, mcv)\n  ON kind, title FROM public.runs;\nANALYZE public.runs;",
      "DROP STATISTICS IF EXISTS public.runs_kind_title_stat;",
    ]);
  });

  it("are not blamed for one column alone, nor where the statistics are old", () => {
    const stale = makeContext(makeRelation({ modifiedSinceAnalyze: 500_000 }));
    expect([found(scan("(r.kind = 'x'::text)"))[0]?.code, found(scan(both), stale)[0]?.code]).toEqual([
      "misestimate",
      "misestimate",
    ]);
  });
});

describe("what VACUUM owes", () => {
  const codes = (deadRows: number, frozenAge: number | null, ms = 100) => {
    const upkeep = { liveRows: 5_000, deadRows, updatedRows: 0, hotUpdatedRows: 0, frozenAge };
    return found(makeScan(ms, 10, 0), makeContext(makeRelation({ upkeep }))).map(({ code, severity }) => [
      code,
      severity,
    ]);
  };

  it("is found by dead rows and by old transactions; little, young and untouched tables are not", () => {
    expect([codes(2_000, 5), codes(0, 500_000_000)]).toEqual([[["vacuum-debt", "info"]], [["vacuum-debt", "warning"]]]);
    expect([codes(1_000, 5), codes(900, null), codes(2_000, 5, 0)]).toEqual([[], [], [["outside-tree", "info"]]]);
  });
});
