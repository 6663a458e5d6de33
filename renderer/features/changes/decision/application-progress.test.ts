import { describe, expect, it } from "vitest";
import type { AppliedStatement } from "../../../../shared/changes/model.ts";
import { applicationExample, requestExample } from "../rules/changes-examples.ts";
import { describeStop, standingOf, statementRecords } from "./application-progress.ts";

function applied(index: number, state: AppliedStatement["state"]): AppliedStatement {
  return { index, state, sql: "x", durationMs: null, rows: null, error: null };
}

const failedRun = applicationExample({
  outcome: "failed",
  failedStatement: 2,
  error: "canceling statement due to lock timeout",
  statements: [applied(0, "done"), applied(1, "done"), applied(2, "failed")],
});

describe("statementRecords", () => {
  it("lets a later run correct an earlier one, and a roll back undo both", () => {
    const continued = applicationExample({ startedAt: "2026-02-10T14:00:00Z", statements: [applied(2, "done")] });
    const undone = applicationExample({ startedAt: "2026-02-10T15:00:00Z", direction: "down", statements: [] });
    const standings = (applications: readonly (typeof failedRun)[]) => {
      const records = statementRecords(requestExample({ applications }), "0001_first", "up");
      return [0, 1, 2, 3].map((index) => standingOf(records.get(index)));
    };
    expect(standings([failedRun])).toEqual(["applied", "applied", "failed", "notRun"]);
    expect(standings([continued, failedRun])).toEqual(["applied", "applied", "applied", "notRun"]);
    expect(standings([failedRun, continued, undone])).toEqual(["notRun", "notRun", "notRun", "notRun"]);
    expect(standingOf(applied(0, "started"))).toBe("inDoubt");
  });
});

describe("describeStop", () => {
  it("names what is applied and what failed", () => {
    const request = requestExample({ state: "failed", applications: [failedRun] });
    expect(describeStop(request, new Map([["0001_first", 5]]))).toBe(
      "0001_first: statements 1 and 2 of 5 are applied. Statement 3 failed: canceling statement due to lock timeout.",
    );
  });

  it("admits what it does not know, and names the migrations before", () => {
    const before = applicationExample({ migrationId: "0000_base", startedAt: "2026-02-10T12:30:00Z" });
    const cut = applicationExample({ outcome: "interrupted", endedAt: null, statements: [applied(0, "started")] });
    const request = requestExample({
      state: "interrupted",
      migrationIds: ["0000_base", "0001_first"],
      applications: [before, cut],
    });
    expect(describeStop(request, new Map())).toBe(
      "0001_first: no statement is applied. Statement 1 was sent, and its end is unknown; Continue finds out before it goes on. Finished before: 0000_base.",
    );
  });

  it("tells a cancelled statement from a failed one, and one doubt once", () => {
    const cancelled = applicationExample({
      outcome: "cancelled",
      failedStatement: 0,
      error: "canceling statement due to user request",
      statements: [applied(0, "started")],
    });
    expect(describeStop(requestExample({ state: "failed", applications: [cancelled] }), new Map())).toBe(
      "0001_first: no statement is applied. Statement 1 was cancelled. What it left behind is found out before it goes on.",
    );
  });

  it("names every statement whose end is unknown", () => {
    const statements = [applied(0, "done"), applied(1, "started"), applied(2, "started"), applied(3, "started")];
    const cut = applicationExample({ outcome: "interrupted", endedAt: null, statements });
    expect(
      describeStop(requestExample({ state: "interrupted", applications: [cut] }), new Map([["0001_first", 5]])),
    ).toBe(
      "0001_first: statement 1 of 5 is applied. Statements 2 to 4 were sent, and their end is unknown; Continue finds out before it goes on.",
    );
  });

  it("says nothing while nothing stopped", () => {
    expect(describeStop(requestExample({ state: "approved" }), new Map())).toBeNull();
    expect(describeStop(requestExample({ state: "interrupted" }), new Map())).toBe("Nothing was sent to the target.");
  });
});
