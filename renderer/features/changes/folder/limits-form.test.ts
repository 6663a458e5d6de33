import { expect, it } from "vitest";
import { applyOptionsSchema } from "../../../../shared/changes/contract.ts";
import { defaultLimits, limitProblems, toOptions } from "./limits-form.ts";

it("starts from the contract's defaults", () => {
  expect(toOptions(defaultLimits())).toEqual(applyOptionsSchema.parse({}));
});

it("refuses what the contract refuses, with the range", () => {
  const form = { lockTimeoutMs: "10", lockTries: "x", statementTimeoutMs: "-1" };
  expect(limitProblems(form)).toEqual({
    lockTimeoutMs: "A whole number from 50 to 600000.",
    lockTries: "A whole number from 1 to 50.",
    statementTimeoutMs: "A whole number from 0 to 86400000.",
  });
  expect(toOptions(form)).toBeNull();
});

it("agrees with the contract at every edge", () => {
  const edges = { lockTimeoutMs: ["50", "600000"], lockTries: ["1", "50"], statementTimeoutMs: ["0", "86400000"] };
  for (const place of [0, 1]) {
    const [lockTimeoutMs = "", lockTries = "", statementTimeoutMs = ""] = Object.values(edges).map(
      (pair) => pair[place],
    );
    expect(applyOptionsSchema.safeParse(toOptions({ lockTimeoutMs, lockTries, statementTimeoutMs })).success).toBe(
      true,
    );
  }
});
