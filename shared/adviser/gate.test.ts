import { expect, it } from "vitest";
import { chooseUnit } from "./choose-unit.ts";
import { halvesTriggers, passesGate } from "./gate.ts";
import type { Candidate } from "./model.ts";
import { makeMeasured, makeTable } from "./testing/adviser-examples.ts";
import { findWriteHeavy } from "./write-balance.ts";

const before = makeMeasured(10, 1000);

it("an index passes with half of the pages and 70 % of the time, or half of the triggers' time", () => {
  const tries = [
    makeMeasured(7, 500),
    makeMeasured(7.1, 500),
    makeMeasured(7, 501),
    makeMeasured(0.1, 900),
    makeMeasured(9, 1000, 0),
  ];
  expect(tries.map((after) => passesGate(before, after))).toEqual([true, false, false, false, false]);
  expect(passesGate(makeMeasured(60, 10, 51), makeMeasured(58, 10, 2.6))).toBe(true);
  expect(halvesTriggers(makeMeasured(1, 1, 0.2), makeMeasured(1, 1, 0.01))).toBe(false);
});

const built = (name: string, sizeBytes: number, more: Partial<Candidate["draft"]> = {}) => ({
  name,
  sizeBytes,
  candidate: {
    family: "equality",
    reason: "",
    draft: { schema: "public", table: "t", keys: ["a"], nameParts: ["a"], ...more },
  } satisfies Candidate,
});

it("the smallest of those that are about as good is chosen", () => {
  const choose = (...units: [ReturnType<typeof built>, number][]) =>
    chooseUnit(units.map(([one, pages]) => ({ built: [one], measured: makeMeasured(0.1, pages) })))?.built[0]?.name;
  const full = built("full", 8_000_000);
  const partial = built("partial", 32_000, { predicate: "p" });
  const brin = built("brin", 24_000, { method: "brin" });
  const covering = built("covering", 9_000_000, { include: ["b"] });
  expect([
    choose([full, 100], [partial, 100]),
    choose([built("full", 40_000), 100], [partial, 100]),
    choose([full, 100], [brin, 190]),
    choose([full, 100], [brin, 300]),
    choose([full, 200], [covering, 4]),
    choose([full, 40], [covering, 4]),
    choose([covering, 4]),
    choose(),
  ]).toEqual(["partial", "full", "brin", "full", "covering", "full", "covering", undefined]);
});

it("a table is write-heavy when its changes would cost more than its scans save", () => {
  const { writes } = makeTable([]);
  const heavy = (more: Partial<typeof writes>, calls: number | null = null) =>
    findWriteHeavy({ rows: 1000, writes: { ...writes, ...more } }, before, makeMeasured(1, 10), 10, calls);
  expect(heavy({ inserted: 1000, sequentialScans: 1 })).toBeNull();
  expect(heavy({ updated: 4000, sequentialScans: 1 })).toBeNull();
  expect(heavy({ updated: 100_000, sequentialScans: 10 })).toEqual({
    changedRows: 100_000,
    scans: 10,
    costMs: 1000,
    savedMs: 90,
  });
  expect(heavy({ updated: 100_000, sequentialScans: 10 }, 1000)).toBeNull();
  expect(heavy({ inserted: 101_000, sequentialScans: 10 })?.changedRows).toBe(100_000);
});
