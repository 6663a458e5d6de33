import { describe, expect, it } from "vitest";
import { defaultTimeoutText, timeoutProblem, timeoutsFormOf, toTimeouts } from "./timeouts-form.ts";

describe("the form of time-outs", () => {
  it("gives main what differs from the environment's defaults, and takes it back", () => {
    const typed = { connectMs: " 30 s ", statementMs: "30 s", lockMs: "none", tabStatementMs: "", tabLockMs: "soon" };
    const own = toTimeouts(typed, "production", "db");
    expect(own).toEqual({ connectMs: 30_000, lockMs: 0 });
    expect(timeoutsFormOf(own)).toEqual({ connectMs: "30 s", lockMs: "none" });
    expect(toTimeouts({ idleInTransactionMs: "5 min" }, "staging", "db")).toEqual({ idleInTransactionMs: 300_000 });
    expect(toTimeouts({ idleInTransactionMs: "5 min" }, "production", "db")).toEqual({});
  });

  it("says what is wrong, and what an empty field means", () => {
    expect([
      timeoutProblem("connectMs", "none"),
      timeoutProblem("connectMs", "3"),
      timeoutProblem("lockMs", "2 days"),
      timeoutProblem("lockMs", "48 h"),
      timeoutProblem("lockMs", "none"),
      timeoutProblem("lockMs"),
    ]).toEqual([
      "From 1 s to 10 min.",
      "As 500 ms, 30 s or 2 min.",
      "As 500 ms, 30 s, 5 min, 1 h or none.",
      "From none to 24 h.",
      null,
      null,
    ]);
    const idle = (["production", "staging"] as const).map((environment) =>
      defaultTimeoutText("idleInTransactionMs", environment, "db"),
    );
    expect(idle).toEqual(["5 min", "the server’s"]);
  });
});
