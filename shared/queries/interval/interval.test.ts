import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { queryExample, snapshotExample } from "../testing/query-examples.ts";
import { joinDeviations, subtractDeviation } from "./deviation.ts";
import { groupQueries, timeOfAll } from "./group-queries.ts";
import { subtractSnapshots } from "./subtract-snapshots.ts";

const later = "2026-11-29T10:05:00.000Z";
const brief = ({ queries }: ReturnType<typeof subtractSnapshots>) =>
  queries.map(({ queryId, counters, isPartial }) => [queryId, counters.calls, counters.execMs, isPartial]);

function spreadOf(times: readonly number[]) {
  const execMs = times.reduce((sum, time) => sum + time, 0);
  const mean = execMs / times.length;
  const stddevMs = Math.sqrt(times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / times.length);
  return { counters: { calls: times.length, execMs }, stddevMs };
}

describe("subtractSnapshots", () => {
  it("gives what was done in between, and leaves out what was not called", () => {
    const from = snapshotExample([
      queryExample({ queryId: "-7197966135205127973", counters: { calls: 10, execMs: 100, walBytes: null } }),
      queryExample({ queryId: "2", counters: { calls: 5, execMs: 5 } }),
      queryExample({ queryId: "gone", counters: { calls: 1 } }),
    ]);
    const to = snapshotExample(
      [
        queryExample({ queryId: "-7197966135205127973", counters: { calls: 14, execMs: 180, walBytes: null } }),
        queryExample({ queryId: "2", counters: { calls: 5, execMs: 5 } }),
        queryExample({ queryId: "new", counters: { calls: 3, execMs: 9 } }),
      ],
      { at: later, deallocations: 2 },
    );
    const change = subtractSnapshots(from, to);
    expect(brief(change)).toEqual([
      ["-7197966135205127973", 4, 80, false],
      ["new", 3, 9, false],
    ]);
    expect({ ...change, queries: change.queries.map(({ counters }) => counters.walBytes) }).toEqual({
      fromAt: from.at,
      toAt: later,
      seconds: 300,
      wasReset: false,
      deallocations: 2,
      goneEntries: 1,
      queries: [null, 0],
    });
  });

  it("takes all of an entry whose counting began again: by a counter that fell, by its own start, by a reset of all", () => {
    const from = snapshotExample([queryExample({ counters: { calls: 10, execMs: 100, sharedRead: 50 } })]);
    const seen = (given: Parameters<typeof queryExample>[0], head = {}) =>
      brief(subtractSnapshots(from, snapshotExample([queryExample(given)], { at: later, ...head })));
    expect([
      seen({ counters: { calls: 4, execMs: 40, sharedRead: 60 } }),
      // as often called as before, but less read: it was thrown out and came back
      seen({ counters: { calls: 12, execMs: 130, sharedRead: 7 } }),
      seen({ since: "2026-11-29T10:01:00.000Z", counters: { calls: 12, execMs: 130, sharedRead: 60 } }),
      seen({ since: "2026-11-29T09:01:00.000Z", counters: { calls: 12, execMs: 130, sharedRead: 60 } }),
      seen({ counters: { calls: 12, execMs: 130, sharedRead: 60 } }, { resetAt: "2026-11-29T10:02:00.000Z" }),
    ]).toEqual([
      [["1", 4, 40, true]],
      [["1", 12, 130, true]],
      [["1", 12, 130, true]],
      [["1", 2, 30, false]],
      [["1", 12, 130, true]],
    ]);
  });

  it("tells apart the same statement of two roles, and counts from the beginning without a first snapshot", () => {
    const parts = [queryExample({ counters: { calls: 1 } }), queryExample({ user: "a b", counters: { calls: 2 } })];
    const all = subtractSnapshots(null, snapshotExample(parts));
    expect([brief(all), all.fromAt, all.seconds]).toEqual([
      [
        ["1", 1, 0, false],
        ["1", 2, 0, false],
      ],
      null,
      36_000,
    ]);
    const none = subtractSnapshots(snapshotExample(parts), snapshotExample(parts, { at: later }));
    expect(none.queries).toEqual([]);
  });
});

describe("the spread of times", () => {
  const times = fc.array(fc.double({ min: 0.001, max: 10_000, noNaN: true }), { minLength: 1, maxLength: 40 });

  it("of the later calls follows from all and the earlier ones, and joins again", () => {
    fc.assert(
      fc.property(times, times, (first, second) => {
        const [a, b, all] = [spreadOf(first), spreadOf(second), spreadOf([...first, ...second])];
        const tolerance = 1e-4 * Math.max(1, all.stddevMs);
        expect(Math.abs(subtractDeviation(a, all) - b.stddevMs)).toBeLessThan(Math.max(tolerance, 0.01));
        expect(Math.abs(joinDeviations([a, b]) - all.stddevMs)).toBeLessThan(tolerance);
      }),
    );
  });
});

describe("groupQueries", () => {
  it("joins entries of several roles, keeps apart the same number with another text, and filters", () => {
    const { queries } = subtractSnapshots(
      null,
      snapshotExample([
        queryExample({ user: "a", counters: { calls: 1, execMs: 10, walBytes: null }, minMs: 10, maxMs: 10 }),
        queryExample({ user: "b", counters: { calls: 3, execMs: 90, walBytes: null }, minMs: 5, maxMs: 60 }),
        queryExample({ user: "b", isTopLevel: false, counters: { calls: 4, execMs: 40, walBytes: null } }),
        queryExample({ database: "copy", counters: { calls: 1, execMs: 100 } }),
      ]),
    );
    const texts = new Map([
      ["1 app", "SELECT a"],
      ["1 copy", "SELECT b"],
    ]);
    const totalMs = timeOfAll(queries);
    const groups = groupQueries(queries, texts, { database: null, user: null }, totalMs);
    expect(groups.map(({ sql, parts, figures }) => [sql, parts.length, figures.share, figures.counters.calls])).toEqual(
      [
        ["SELECT a", 3, 0.7, 8],
        ["SELECT b", 1, 0.5, 1],
      ],
    );
    expect(groups[0]?.figures).toMatchObject({ meanMs: 17.5, minMs: 0, maxMs: 60, counters: { walBytes: null } });
    expect(
      groupQueries(queries, texts, { database: "app", user: "a" }, totalMs).map(({ parts }) => parts.length),
    ).toEqual([1]);
    expect(groupQueries(queries, new Map(), { database: "app", user: null }, totalMs)[0]?.sql).toBeNull();
  });
});
