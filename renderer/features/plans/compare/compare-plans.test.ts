import { expect, it } from "vitest";
import { readPlans } from "../../../../shared/plans/reading/read-plans.ts";
import { changeOf, comparePlans } from "./compare-plans.ts";

const node = (type: string, ms: number, plans: object[] = [], more: object = {}) => ({
  "Node Type": type,
  "Plan Rows": 1,
  "Actual Rows": 1,
  "Actual Loops": 1,
  "Actual Total Time": ms,
  Plans: plans,
  ...more,
});
const scan = (type: string, ms: number, alias: string) => node(type, ms, [], { "Relation Name": "runs", Alias: alias });
const read = (root: object) => {
  const [plan] = readPlans(JSON.stringify([{ Plan: root }]));
  if (!plan) throw new Error("no plan");
  return plan;
};

it("pairs nodes by what they work on, whatever the planner made of them", () => {
  const before = read(
    node("Sort", 100, [node("Hash Join", 90, [scan("Seq Scan", 60, "a"), scan("Seq Scan", 20, "b")])]),
  );
  const after = read(node("Nested Loop", 12, [scan("Index Scan", 2, "b"), scan("Index Scan", 4, "a")]));
  expect(comparePlans(before, after).map((pair) => [pair.title, changeOf(pair)])).toEqual([
    ["Seq Scan on runs → Index Scan on runs", -56],
    ["Seq Scan on runs → Index Scan on runs", -18],
    ["Sort", -10],
    ["Hash Join → Nested Loop", -4],
  ]);
});
