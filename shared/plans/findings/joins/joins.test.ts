import { expect, it } from "vitest";
import type { JsonObject } from "../../json/exact-json.ts";
import { makeContext, makeNode, makePlan, makeScan } from "../../testing/make-plan.ts";
import { findPlanProblems } from "../registry.ts";

const codes = (root: JsonObject, ms = 105) =>
  findPlanProblems(makePlan(root, ms), makeContext()).map(({ code }) => code);
const outer = (node: JsonObject) => ({ ...node, "Parent Relationship": "Outer" });
const inner = (node: JsonObject) => ({ ...node, "Parent Relationship": "Inner" });

it("a join that throws its pairs away is found; one that throws few, or the smaller part, is not", () => {
  const join = (removed: number, kept: number) =>
    makeNode("Nested Loop", 100, { "Rows Removed by Join Filter": removed, "Actual Rows": kept, "Plan Rows": kept }, [
      outer(makeNode("Result", 1)),
      inner(makeNode("Materialize", 20)),
    ]);
  const [finding] = findPlanProblems(makePlan(join(999_000, 1_000), 105), makeContext());
  expect([finding?.code, finding?.savedMs]).toEqual(["join-filter", (79 + 20) * 0.999]);
  expect([codes(join(99_000, 10)), codes(join(100_000, 20_000))]).toEqual([[], ["huge-result"]]);
});

it("a loop that met far more outer rows than foreseen is found; a foreseen one and a short one are not", () => {
  const loop = (met: number, foreseen: number, msPerRun: number) =>
    makeNode("Nested Loop", 100, {}, [
      outer(makeNode("Bitmap Heap Scan", 5, { "Actual Rows": met, "Plan Rows": foreseen })),
      inner(makeNode("Index Scan", msPerRun, { "Actual Loops": met, "Index Cond": "(id = o.id)" })),
    ]);
  expect(codes(loop(5_000, 10, 0.018))).toContain("nested-loop-of-many");
  expect(codes(loop(5_000, 4_000, 0.018))).toEqual([]);
  expect(codes(loop(5_000, 10, 0.004))).not.toContain("nested-loop-of-many");
});

it("a subquery once per row is found; a hashed one, a rare one and a cheap one are not", () => {
  const query = (loops: number, ms: number, filter = "((SubPlan 1) > 5)") =>
    makeNode("Index Scan", 100, { Filter: filter, "Index Cond": "(id > 5)" }, [
      makeNode("Aggregate", ms, {
        "Parent Relationship": "SubPlan",
        "Subplan Name": "SubPlan 1",
        "Actual Loops": loops,
      }),
    ]);
  const [finding] = findPlanProblems(makePlan(query(200, 0.4), 105), makeContext());
  expect([finding?.code, finding?.savedMs]).toEqual(["subplan-per-row", 80 * (1 - 1 / 200)]);
  expect([codes(query(50, 1)), codes(query(200, 0.04)), codes(query(200, 0.4, "(NOT (hashed SubPlan 1))"))]).toEqual([
    [],
    [],
    [],
  ]);
});

it("NOT IN over a list that is read again is found, in the words of 16 and of 17; EXISTS and a hash are not", () => {
  const scan = (filter: string, below = "Materialize") =>
    makeNode("Index Scan", 100, { Filter: filter, "Index Cond": "(id > 5)" }, [
      makeNode(below, 0.08, { "Parent Relationship": "SubPlan", "Subplan Name": "SubPlan 1", "Actual Loops": 1000 }),
    ]);
  expect(codes(scan("(NOT (SubPlan 1))"))).toContain("not-in-unhashed");
  expect(codes(scan("(NOT (ANY (id = (SubPlan 1).col1)))"))).toContain("not-in-unhashed");
  expect(codes(scan("(NOT (SubPlan 1))", "Index Only Scan"))).toEqual(["subplan-per-row"]);
  expect(codes(scan("(NOT (hashed SubPlan 1))"))).toEqual([]);
});

it("a WITH query that is thrown away is found; one that is read twice, changes data or keeps its rows is not", () => {
  const reader = (removed: number) =>
    makeNode("CTE Scan", 90, {
      "CTE Name": "big",
      Alias: "big",
      Filter: "(n > 5)",
      "Rows Removed by Filter": removed,
      "Parent Relationship": "Outer",
    });
  const query = (readers: readonly JsonObject[], definition = "Aggregate") =>
    makeNode("Append", 100, {}, [
      makeNode(definition, 80, { "Parent Relationship": "InitPlan", "Subplan Name": "CTE big" }),
      ...readers,
    ]);
  expect(codes(query([reader(5_000)]))).toEqual(["cte-fence"]);
  expect(codes(query([reader(900)]))).toEqual([]);
  expect(codes(query([reader(5_000)], "Recursive Union"))).toEqual([]);
  expect(codes(query([reader(5_000), { ...reader(5_000), "Actual Total Time": 2 }]))).toEqual([]);
});

it("DISTINCT over what a join multiplied is found; few rows, a plain aggregate and no join are not", () => {
  const unique = (from: JsonObject, more: JsonObject = {}) =>
    makeNode("Unique", 100, more, [outer(makeNode("Sort", 90, { "Sort Key": ["r.id"] }, [outer(from)]))]);
  const join = (rows: number) =>
    makeNode("Hash Join", 60, { "Actual Rows": rows, "Plan Rows": rows }, [outer(makeNode("Result", 1))]);
  const [finding] = findPlanProblems(makePlan(unique(join(20_000)), 105), makeContext());
  expect([finding?.code, finding?.evidence]).toEqual(["distinct-fan-out", { rowsJoined: 20_000, rowsKept: 10 }]);
  expect([codes(unique(join(9_000))), codes(unique(makeScan(60, 20_000, 0)))]).toEqual([[], []]);
  const grouped = (output: readonly string[]) =>
    makeNode("Aggregate", 100, { "Group Key": ["r.id"], Output: [...output] }, [outer(join(20_000))]);
  expect([codes(grouped(["r.id"])), codes(grouped(["r.id", "count(*)"]))]).toEqual([["distinct-fan-out"], []]);
});
