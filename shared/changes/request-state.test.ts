import { describe, expect, it } from "vitest";
import type { Decision } from "./model.ts";
import { migrationProgress, type RequestRecord, type RunRecord, requestState } from "./request-state.ts";

const decision = (person: string, verdict: Decision["verdict"], hash = "h"): Decision => ({
  person,
  verdict,
  hash,
  comment: "",
  at: "2026-01-01T00:00:00.000Z",
});
const run = (
  migrationId: string,
  direction: RunRecord["direction"],
  outcome: RunRecord["outcome"],
  mayHaveLasted = outcome !== "done",
): RunRecord => ({ migrationId, direction, outcome, mayHaveLasted });
const state = (changes: Partial<RequestRecord>) =>
  requestState({ author: "mara", hash: "h", migrationIds: ["a", "b"], decisions: [], runs: [], ...changes });

describe("requestState", () => {
  it("follows each person's last word on this hash", () => {
    const cases: readonly (readonly Decision[])[] = [
      [],
      [decision("deniz", "approve")],
      [decision("mara", "approve")],
      [decision("deniz", "approve", "another hash")],
      [decision("deniz", "approve"), decision("deniz", "refuse")],
      [decision("deniz", "refuse"), decision("deniz", "approve")],
      [decision("deniz", "approve"), decision("kim", "refuse")],
    ];
    expect(cases.map((decisions) => state({ decisions }))).toEqual([
      "open",
      "approved",
      "open",
      "open",
      "refused",
      "approved",
      "refused",
    ]);
  });

  it("follows the runs once there are some", () => {
    const up = [run("a", "up", "done"), run("b", "up", "done")];
    const cases: readonly (readonly RunRecord[])[] = [
      [run("a", "up", "running")],
      [run("a", "up", "interrupted")],
      [run("a", "up", "failed", false)],
      [run("a", "up", "done")],
      [run("a", "up", "failed"), ...up],
      up,
      [...up, run("b", "down", "running")],
      [...up, run("b", "down", "cancelled")],
      [...up, run("b", "down", "done")],
      [...up, run("b", "down", "done"), run("a", "down", "done")],
    ];
    expect(cases.map((runs) => state({ runs }))).toEqual([
      "applying",
      "interrupted",
      "failed",
      "interrupted",
      "applied",
      "applied",
      "rollingBack",
      "failed",
      "interrupted",
      "rolledBack",
    ]);
  });
});

describe("migrationProgress", () => {
  it("tells half-way from not at all", () => {
    const cases: readonly (readonly RunRecord[])[] = [
      [],
      [run("a", "up", "failed", false)],
      [run("a", "up", "failed", true)],
      [run("a", "up", "done"), run("a", "down", "cancelled", true)],
      [run("a", "up", "done"), run("a", "down", "failed", true), run("a", "down", "done")],
    ];
    expect(cases.map(migrationProgress)).toEqual([
      { isApplied: false, unfinished: null },
      { isApplied: false, unfinished: null },
      { isApplied: false, unfinished: "up" },
      { isApplied: true, unfinished: "down" },
      { isApplied: false, unfinished: null },
    ]);
  });
});
