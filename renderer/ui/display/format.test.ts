import { describe, expect, it } from "vitest";
import {
  formatAgo,
  formatAmount,
  formatBytes,
  formatCount,
  formatMs,
  formatPercent,
  formatShortCount,
  formatTimeLeft,
} from "./format.ts";

const now = Date.parse("2026-09-14T12:00:00Z");
const at = (offsetSeconds: number) => new Date(now + offsetSeconds * 1000).toISOString();

describe("format", () => {
  it("writes counts whole or short", () => {
    expect([0, 41, 999, 1000, 8140, 9960, 412_206, 999_600, 2_318_440, 12e9].map(formatShortCount)).toEqual([
      "0",
      "41",
      "999",
      "1 k",
      "8.1 k",
      "10 k",
      "412 k",
      "1 M",
      "2.3 M",
      "12 G",
    ]);
    expect(formatCount(2_318_440)).toBe("2,318,440");
    expect([formatAmount(1, "row"), formatAmount(0, "row"), formatAmount(1234, "query", "queries")]).toEqual([
      "1 row",
      "0 rows",
      "1,234 queries",
    ]);
  });

  it("writes bytes in units of 1,024", () => {
    expect([0, 1023, 1024, 8192, 1_048_575, 49_500_000_000].map(formatBytes)).toEqual([
      "0 B",
      "1023 B",
      "1.0 kB",
      "8.0 kB",
      "1.0 MB",
      "46.1 GB",
    ]);
  });

  it("chooses the unit of a duration", () => {
    expect([0.041, 4.1, 414.94, 999.96, 1234, 59_990, 125_000, 3_720_000].map(formatMs)).toEqual([
      "0.04 ms",
      "4.1 ms",
      "414.9 ms",
      "1.00 s",
      "1.23 s",
      "59.99 s",
      "2 min 05 s",
      "1 h 02 min",
    ]);
  });

  it("writes shares and relative times", () => {
    expect(formatPercent(0.671)).toBe("67.1 %");
    expect([-10, -1440, -7200, -1_036_800].map((seconds) => formatAgo(at(seconds), now))).toEqual([
      "just now",
      "24 min ago",
      "2 h ago",
      "12 d ago",
    ]);
    expect([-1, 2280, 78_360, 1_468_800].map((seconds) => formatTimeLeft(at(seconds), now))).toEqual([
      "expired",
      "38 m",
      "21 h 46 m",
      "17 d",
    ]);
  });
});
