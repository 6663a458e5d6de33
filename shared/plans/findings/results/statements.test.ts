import { expect, it } from "vitest";
import type { ForeignKeyContext } from "../../model.ts";
import { makeNode, makePlan } from "../../testing/make-plan.ts";
import { findPlanProblems } from "../registry.ts";

const key: ForeignKeyContext = {
  constraint: "events_run_fkey",
  schema: "public",
  table: "events",
  columns: ["run_id"],
  referencedSchema: "public",
  referencedTable: "runs",
  heapBytes: 50_000_000,
  hasIndex: false,
  indexNames: ["events_pkey"],
};
const none = { relations: [], foreignKeys: [] };

it("OFFSET that skips much is found, a small one and a plain LIMIT are not", () => {
  const limit = (rows: number, below: number) =>
    findPlanProblems(
      makePlan(
        makeNode("Limit", 100, { "Actual Rows": rows }, [makeNode("Index Scan", 99, { "Actual Rows": below })]),
        101,
      ),
      none,
    ).map(({ code, savedMs }) => [code, Math.round(savedMs ?? 0)]);
  expect([limit(20, 50_020), limit(20, 900), limit(20, 20), limit(9_000, 10_500)]).toEqual([
    [["large-offset", 99]],
    [],
    [],
    [],
  ]);
});

it("the time of a foreign key's trigger is led back to the index that is missing", () => {
  const plan = makePlan(makeNode("ModifyTable", 5, { Operation: "Delete" }), 100, {
    Triggers: [{ "Trigger Name": "t", "Constraint Name": "events_run_fkey", Relation: "runs", Time: 90, Calls: 3 }],
  });
  const [finding] = findPlanProblems(plan, { relations: [], foreignKeys: [key] });
  expect(finding).toMatchObject({
    code: "missing-foreign-key-index",
    severity: "error",
    savedMs: 85.5,
    fix: { sql: "CREATE INDEX CONCURRENTLY events_run_id_idx\n  ON public.events (run_id);" },
  });
  const indexed = findPlanProblems(plan, { relations: [], foreignKeys: [{ ...key, hasIndex: true }] });
  expect(indexed.map(({ code }) => code)).toEqual(["slow-trigger"]);
});

it("an estimate of a delete foresees it; an update, a small table and another parent do not", () => {
  const root = (operation: string, relation: string) => ({
    "Node Type": "ModifyTable",
    Operation: operation,
    Schema: "public",
    "Relation Name": relation,
    "Plan Rows": 0,
  });
  const codes = (operation: string, relation: string, more: Partial<ForeignKeyContext> = {}) =>
    findPlanProblems(makePlan(root(operation, relation), 0), { relations: [], foreignKeys: [{ ...key, ...more }] }).map(
      ({ code }) => code,
    );
  expect(codes("Delete", "runs")).toEqual(["missing-foreign-key-index"]);
  expect([codes("Update", "runs"), codes("Delete", "other"), codes("Delete", "runs", { heapBytes: 8_192 })]).toEqual([
    [],
    [],
    [],
  ]);
});
