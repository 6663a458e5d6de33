import { describe, expect, it } from "vitest";
import { createRestartLimit } from "./restarts.ts";

describe("createRestartLimit", () => {
  it("ends a loop of crashes and forgets old ones", () => {
    const times = [0, 10, 20, 30, 1009, 1010, 1011];
    const clock = times[Symbol.iterator]();
    const mayRestart = createRestartLimit(3, 1000, () => clock.next().value ?? 0);
    expect(times.map(() => mayRestart())).toEqual([true, true, true, false, true, true, false]);
  });
});
