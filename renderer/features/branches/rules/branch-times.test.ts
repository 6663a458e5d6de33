import { describe, expect, it } from "vitest";
import { branchExample } from "../../../../shared/branches/testing/branch-example.ts";
import { ageText, durationText, suspendsInMs, timeLeft } from "./branch-times.ts";

const now = Date.parse("2026-02-10T12:00:00Z");

describe("ageText", () => {
  it("names the largest whole unit", () => {
    const ages = ["2026-02-10T12:00:05Z", "2026-02-10T11:59:20Z", "2026-02-10T11:51:00Z", "2026-02-10T10:00:00Z"];
    expect([...ages, "2025-07-11T12:00:00Z"].map((since) => ageText(since, now))).toEqual([
      "0 s",
      "40 s",
      "9 m",
      "2 h",
      "214 d",
    ]);
  });
});

describe("durationText", () => {
  it("gives minutes beside hours, and days alone from two days on", () => {
    const minutes = [0.2, 38, 5 * 60 + 2, 47 * 60 + 59, 48 * 60, 17 * 1440];
    expect(minutes.map((value) => durationText(value * 60_000))).toEqual([
      "12 s",
      "38 m",
      "5 h 02 m",
      "47 h 59 m",
      "2 d",
      "17 d",
    ]);
  });
});

describe("timeLeft", () => {
  it("is the share of the whole life that remains", () => {
    expect(timeLeft("2026-02-10T00:00:00Z", "2026-02-11T00:00:00Z", now)).toEqual({
      text: "12 h 00 m",
      share: 0.5,
      isSoon: false,
    });
  });

  it("asks for attention in the last tenth, in the last ten minutes, and when it is over", () => {
    expect(timeLeft("2026-02-09T12:00:00Z", "2026-02-10T13:00:00Z", now)?.isSoon).toBe(true);
    expect(timeLeft("2026-02-10T11:58:00Z", "2026-02-10T12:09:00Z", now)?.isSoon).toBe(true);
    expect(timeLeft("2026-02-10T11:00:00Z", "2026-02-10T11:59:00Z", now)).toEqual({
      text: "due now",
      share: 0,
      isSoon: true,
    });
    expect(timeLeft("2026-02-10T11:00:00Z", null, now)).toBeNull();
  });
});

describe("suspendsInMs", () => {
  it("counts down once a compute has been idle for a while", () => {
    const idle = (changes: object) =>
      branchExample({ id: "b", suspendAfterSeconds: 300, lastActiveAt: "2026-02-10T11:58:00Z", ...changes });
    const left = [
      idle({}),
      idle({ lastActiveAt: "2026-02-10T11:59:30Z" }),
      idle({ lastActiveAt: "2026-02-10T11:00:00Z" }),
      idle({ compute: "suspended" }),
      idle({ suspendAfterSeconds: null }),
      idle({ lastActiveAt: null }),
    ].map((branch) => suspendsInMs(branch, now));
    expect(left).toEqual([180_000, null, 0, null, null, null]);
  });
});
