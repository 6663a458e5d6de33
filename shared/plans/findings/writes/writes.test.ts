import { expect, it } from "vitest";
import type { JsonObject } from "../../json/exact-json.ts";
import type { RelationContext } from "../../model.ts";
import { makeContext, makeIndex, makeNode, makePlan, makeRelation } from "../../testing/make-plan.ts";
import { findPlanProblems } from "../registry.ts";

const many = ["a", "b", "c", "d"].map((name, at) => makeIndex(name, [name], { scans: at }));
const write = (rows: number, more: JsonObject = {}) =>
  makeNode("ModifyTable", 100, { Operation: "Insert", Schema: "public", "Relation Name": "runs", ...more }, [
    makeNode("Result", 10, { "Actual Rows": rows, "Plan Rows": rows, "Parent Relationship": "Outer" }),
  ]);
const found = (root: JsonObject, relation: Partial<RelationContext> = {}) =>
  findPlanProblems(makePlan(root, 105), makeContext(makeRelation({ indexes: many, ...relation })));
const upkeep = (hotUpdatedRows: number) => ({
  upkeep: { liveRows: 1e6, deadRows: 0, updatedRows: 1e4, hotUpdatedRows, frozenAge: 5 },
});

it("a write into many indexes is found, and those that nothing ever used are named", () => {
  const [finding] = found(write(10_000));
  expect(finding).toMatchObject({
    code: "index-tax",
    message: expect.stringContaining(
      "10,000 rows into 4 indexes each, 9 µs a row. Never used since the counters began: a.",
    ),
    savedMs: 90 / 5,
  });
  expect(found(write(10_000, { Operation: "Update" }), upkeep(100)).map(({ code }) => code)).toEqual(["index-tax"]);
});

it("few rows, few indexes, a delete and updates that spare the indexes are none", () => {
  const update = write(10_000, { Operation: "Update" });
  expect([
    found(write(500)),
    found(write(10_000), { indexes: many.slice(1) }),
    found(write(10_000, { Operation: "Delete" })),
    found(update, upkeep(9_000)),
  ]).toEqual([[], [], [], []]);
});
