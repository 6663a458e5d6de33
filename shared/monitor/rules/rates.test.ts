import { describe, expect, it } from "vitest";
import { exampleSample } from "../testing/monitor-examples.ts";
import { ratesBetween } from "./rates.ts";

const before = exampleSample();
const later = "2026-11-29T10:00:04.000Z";

describe("ratesBetween", () => {
  it("gives what happened in each second", () => {
    const counters = { ...before.counters, commits: 300, blocksRead: 20, blocksHit: 120, rowsInserted: 25 };
    const writes = before.writes.state === "readable" ? { ...before.writes.value, walBytes: 3_000_000 } : null;
    if (writes === null) throw new Error("the example has them");
    const after = exampleSample({ at: later, counters, writes: { state: "readable", value: writes } });
    expect(ratesBetween(before, after)).toEqual({
      seconds: 2,
      commits: 100,
      rollbacks: 0,
      cacheHit: 0.75,
      readBytes: 40_960,
      rowsRead: 0,
      rowsWritten: 10,
      temporaryBytes: 0,
      walBytes: 1_000_000,
    });
  });

  it("says nothing of what was reset between the looks, and nothing at all across a restart", () => {
    const reset = { ...before.counters, commits: 4, resetAt: "2026-11-29T10:00:03Z" };
    const writes = { state: "unreadable", message: "no" } as const;
    expect(ratesBetween(before, exampleSample({ at: later, counters: reset, writes }))).toEqual({
      seconds: 2,
      commits: null,
      rollbacks: null,
      cacheHit: null,
      readBytes: null,
      rowsRead: null,
      rowsWritten: null,
      temporaryBytes: null,
      walBytes: null,
    });
    const server = { ...before.server, startedAt: later };
    expect(ratesBetween(before, exampleSample({ at: later, server }))).toBeNull();
    expect(ratesBetween(before, before)).toBeNull();
  });
});
