import { expect, it } from "vitest";
import type { JsonObject } from "../../json/exact-json.ts";
import { makeContext, makeIndex, makeNode, makePlan, makeRelation } from "../../testing/make-plan.ts";
import { findPlanProblems } from "../registry.ts";

const vectorIndex = (operatorClass: string, accessMethod = "hnsw") => {
  const index = makeIndex("runs_embedding_idx", ["embedding"], { accessMethod });
  return { ...index, keys: index.keys.map((key) => ({ ...key, operatorClass })) };
};
const codes = (root: JsonObject, index = vectorIndex("public.vector_l2_ops")) =>
  findPlanProblems(makePlan(root, 105), makeContext(makeRelation({ indexes: [index] }))).map(({ code }) => code);
const table = { Schema: "public", "Relation Name": "runs", Alias: "r", "Parent Relationship": "Outer" };

it("a search that LIMIT did not fill is found, also when it was fast; a filled one and a b-tree are not", () => {
  const search = (given: number, removed: number) =>
    makeNode("Limit", 100, { "Plan Rows": 10, "Actual Rows": given }, [
      makeNode("Index Scan", 1, {
        ...table,
        "Index Name": "runs_embedding_idx",
        "Order By": "(embedding <-> '[1,2]'::vector)",
        "Actual Rows": given,
        "Rows Removed by Filter": removed,
      }),
    ]);
  expect(codes(search(1, 39))).toEqual(["vector-recall"]);
  expect([codes(search(10, 39)), codes(search(1, 0))]).toEqual([[], []]);
  expect(codes(search(1, 39), vectorIndex("x", "btree"))).toEqual([]);
});

it("a sort by another distance than the index serves is found, and why; without a vector index it is not", () => {
  const sort = (operator: string) =>
    makeNode("Limit", 100, {}, [
      makeNode(
        "Sort",
        99,
        { "Sort Key": [`((embedding ${operator} '[1,2]'::vector))`], "Parent Relationship": "Outer" },
        [makeNode("Seq Scan", 90, table)],
      ),
    ]);
  const message = (operator: string) =>
    findPlanProblems(
      makePlan(sort(operator), 105),
      makeContext(makeRelation({ indexes: [vectorIndex("public.vector_l2_ops")] })),
    )[0]?.message;
  expect(message("<=>")).toContain("runs_embedding_idx (vector_l2_ops) serves another distance than <=>");
  expect(message("<->")).toContain("would serve <->, but only for ORDER BY");
  expect([codes(sort("<=>"), vectorIndex("x", "btree")), codes(sort("+"))]).toEqual([[], []]);
});
