import { expect, it } from "vitest";
import { judgeSamples } from "./check-after.ts";

it("calls waits in a row and deadlocks trouble, and a moment's wait fine", () => {
  const quiet = { waiting: 0, deadlocks: 3, rollbacks: 10 };
  const busy = { ...quiet, waiting: 4 };
  expect([
    judgeSamples([quiet, busy, quiet, { ...quiet, rollbacks: 12 }]),
    judgeSamples([quiet, busy, busy]).outcome,
    judgeSamples([quiet, { ...quiet, deadlocks: 4 }]).outcome,
    judgeSamples([]).outcome,
  ]).toEqual([
    {
      outcome: "fine",
      detail: "4 looks: at most 4 waited for a lock, 0 deadlocks, 2 transactions rolled back.",
    },
    "trouble",
    "trouble",
    "fine",
  ]);
});
