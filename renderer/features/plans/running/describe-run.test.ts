import { expect, it } from "vitest";
import type { PlanRun } from "../../../../shared/plans/contract.ts";
import { makeNode, makePlan } from "../../../../shared/plans/testing/make-plan.ts";
import { choiceWords } from "./choice-words.ts";
import { describeRun, describeWaits } from "./describe-run.ts";

const plan = (ms: number, read: number, type = "Seq Scan") =>
  makePlan(makeNode(type, ms, { "Shared Read Blocks": read }), ms);
const run = (more: Partial<PlanRun> = {}): PlanRun => ({
  id: "1",
  at: "2026-01-01T00:00:00.000Z",
  connectionId: "c",
  branchId: null,
  sql: "SELECT 1",
  fingerprint: "f",
  mode: "analyze",
  place: "here",
  hasWritten: false,
  waits: null,
  firstRun: null,
  serverVersion: "18.4",
  plans: [plan(5, 2)],
  context: { relations: [], foreignKeys: [] },
  findings: [],
  raw: "[]",
  ...more,
});
const notes = (more: Partial<PlanRun>) => describeRun(run(more), 0).map(({ label, text }) => `${label} ${text}`);

it("says nothing of an ordinary run", () => {
  expect(describeRun(run(), 0)).toEqual([]);
});

it("says where it ran, what it waited for and what it wrote though it only reads", () => {
  const waits = { everyMs: 50, samples: 4, waits: [{ type: "Lock", event: "relation", samples: 3 }] };
  expect(notes({ place: "branch", hasWritten: true, waits })).toEqual([
    "On a branch that was made for this run and is deleted",
    "It wrote through what it calls; that was rolled back",
    "Waits Lock: relation 75 % of 4 looks, 50 ms apart",
  ]);
  for (const type of ["ModifyTable", "LockRows"])
    expect(notes({ hasWritten: true, plans: [plan(5, 0, type)] })).toEqual([]);
  expect(notes({ mode: "generic" })).toEqual(["Generic plan with its parameters left open"]);
});

it("names the three most frequent waits, and how many more there were", () => {
  const waits = ["a", "b", "c", "d"].map((event, at) => ({ type: "IO", event, samples: 4 - at }));
  expect([
    describeWaits({ everyMs: 50, samples: 10, waits }),
    describeWaits({ everyMs: 50, samples: 1, waits: [] }),
  ]).toEqual(["IO: a 40 %, IO: b 30 %, IO: c 20 % and 1 more of 10 looks, 50 ms apart", "none in 1 look, 50 ms apart"]);
});

it("tells what the cache was worth when it ran twice", () => {
  const twice = (before: number, after: number) =>
    notes({ plans: [plan(4, after)], firstRun: { plans: [plan(20, before)], raw: "[]" } })[0];
  expect([twice(1200, 0), twice(3, 3), twice(1, 2)]).toEqual([
    "Run twice 20.0 ms first, then 4.0 ms; 1,200 of 1,200 blocks came from the cache the second time",
    "Run twice 20.0 ms first, then 4.0 ms; both read 3 blocks",
    "Run twice 20.0 ms first, then 4.0 ms; 1 block read first, 2 the second time",
  ]);
});

it("shows only what differs from the usual way to run", () => {
  expect([
    choiceWords({ runs: 1, place: "here", serialize: null }),
    choiceWords({ runs: 2, place: "branch", serialize: false }),
    choiceWords({ runs: 1, place: "here", serialize: true }),
  ]).toEqual(["", "twice, on a branch, without text", "with text"]);
});
