import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Sample, SightingsOfStatement } from "./sightings.ts";

const look = (beganMs: number, locks: readonly string[], wait: Sample["wait"] = null): Sample => ({
  beganMs,
  endedMs: beganMs + 1,
  locks: new Set(locks),
  wait,
});

describe("the looks at one statement", () => {
  it("give each lock from the look before its first sight to the one without it", () => {
    const seen = new SightingsOfStatement(100);
    for (const sample of [look(102, []), look(110, ["1 Share"]), look(120, ["1 Share", "2 Exclusive"]), look(130, [])])
      seen.add(sample);
    seen.add(look(140, ["2 Exclusive"]));
    expect([...seen.end(150).locks]).toEqual([
      ["1 Share", { fromMs: 102, toMs: 131 }],
      ["2 Exclusive", { fromMs: 110, toMs: 150 }],
    ]);
  });

  it("add up what was waited for, and name who stood in the way once", () => {
    const seen = new SightingsOfStatement(0);
    const lock = { event: "Lock: virtualxid", blockedBy: ["psql (mara)"] };
    seen.add(look(5, [], { event: "IO: DataFileRead", blockedBy: [] }));
    seen.add(look(10, [], lock));
    seen.add(look(20, [], { ...lock, blockedBy: ["job (app)", "psql (mara)"] }));
    expect(seen.end(30).waits).toEqual([
      { event: "Lock: virtualxid", samples: 2, fromMs: 5, lastedMs: 16, blockedBy: ["job (app)", "psql (mara)"] },
      { event: "IO: DataFileRead", samples: 1, fromMs: 0, lastedMs: 6, blockedBy: [] },
    ]);
  });

  it("never make a lock shorter than it was held", () => {
    const held = fc.record({
      from: fc.nat(900),
      length: fc.integer({ min: 40, max: 200 }),
      every: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(held, ({ from, length, every }) => {
        const seen = new SightingsOfStatement(0);
        for (let at = 0; at < 2_000; at += every + 1)
          seen.add(look(at, at >= from && at <= from + length ? ["l"] : []));
        const span = seen.end(2_000).locks.get("l");
        expect(span && span.fromMs <= from && span.toMs >= from + length).toBe(true);
        expect(span && span.toMs - span.fromMs <= length + 2 * (every + 2)).toBe(true);
      }),
    );
  });
});
