import { describe, expect, it } from "vitest";
import { lockClassOf, lockModeText } from "../../../../shared/changes/lock-class.ts";
import { lockExample, statementExample } from "../rules/changes-examples.ts";
import { layoutLockTimeline } from "./lock-timeline.ts";

describe("lock classes", () => {
  it("follow the conflict table; what is unknown counts as the strongest", () => {
    const modes = ["RowExclusive", "ShareUpdateExclusive", "ShareRowExclusive", "AccessExclusiveLock", "Odd"];
    expect(modes.map(lockClassOf)).toEqual(["nothing", "ddl", "writes", "reads", "reads"]);
    expect(lockModeText("ShareUpdateExclusiveLock")).toBe("SHARE UPDATE EXCLUSIVE");
  });
});

describe("layoutLockTimeline", () => {
  const concurrent = statementExample({
    isTransactional: false,
    durationMs: 800,
    locks: [lockExample("public.run_events", "ShareUpdateExclusive")],
  });
  const foreignKey = statementExample({
    index: 1,
    durationMs: 20,
    locks: [
      lockExample("public.documents", "ShareRowExclusive"),
      lockExample("public.documents_pkey", "AccessShare", "index"),
    ],
  });
  const validate = statementExample({
    index: 2,
    durationMs: 180,
    locks: [lockExample("public.documents", "AccessExclusive")],
  });

  it("keeps a lock until its transaction ends, and the strongest at each time", () => {
    const timeline = layoutLockTimeline([concurrent, foreignKey, validate]);
    expect(timeline.totalMs).toBe(1000);
    expect(timeline.lanes).toEqual([
      {
        relation: "public.documents",
        relationKind: "table",
        bars: [
          { startMs: 800, endMs: 820, lockClass: "writes", modes: ["ShareRowExclusive"] },
          { startMs: 820, endMs: 1000, lockClass: "reads", modes: ["AccessExclusive", "ShareRowExclusive"] },
        ],
      },
      {
        relation: "public.run_events",
        relationKind: "table",
        bars: [{ startMs: 0, endMs: 800, lockClass: "ddl", modes: ["ShareUpdateExclusive"] }],
      },
      {
        relation: "public.documents_pkey",
        relationKind: "index",
        bars: [{ startMs: 800, endMs: 1000, lockClass: "nothing", modes: ["AccessShare"] }],
      },
    ]);
    expect([timeline.writesBlockedMs, timeline.strongest]).toEqual([200, "reads"]);
  });

  it("draws one bar for neighbouring times of one class", () => {
    const first = statementExample({ locks: [lockExample("t", "Share")] });
    const second = statementExample({ index: 1, locks: [lockExample("t", "ShareRowExclusive")] });
    expect(layoutLockTimeline([first, second]).lanes[0]?.bars).toEqual([
      { startMs: 0, endMs: 20, lockClass: "writes", modes: ["Share", "ShareRowExclusive"] },
    ]);
  });

  it("does not carry a lock into the next migration or past a statement that runs alone", () => {
    const locks = [lockExample("t", "Share")];
    const timeline = layoutLockTimeline([
      statementExample({ locks }),
      statementExample({ migrationId: "0002_second" }),
      statementExample({ migrationId: "0002_second", index: 1, locks }),
      statementExample({ migrationId: "0002_second", index: 2, isTransactional: false }),
    ]);
    expect(timeline.lanes[0]?.bars.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [0, 10],
      [20, 30],
    ]);
    expect(timeline.writesBlockedMs).toBe(10);
  });

  it("joins marks that stand close, and ends the axis at the end", () => {
    const timeline = layoutLockTimeline([concurrent, foreignKey, validate]);
    expect(timeline.marks).toEqual([
      { label: "1", startMs: 0 },
      { label: "2, 3", startMs: 800 },
    ]);
    expect(timeline.ticksMs).toEqual([0, 500, 1000]);
  });

  it("names the migration of a statement where there are several", () => {
    const far = statementExample({ migrationId: "0012_next", durationMs: 100 });
    expect(layoutLockTimeline([statementExample({ durationMs: 100 }), far]).marks.map(({ label }) => label)).toEqual([
      "1:1",
      "12:1",
    ]);
    const near = [0, 1, 2].map((index) => statementExample({ migrationId: "0012_next", index, durationMs: 0 }));
    expect(layoutLockTimeline([...near, statementExample({ index: 7, durationMs: 5 })]).marks).toEqual([
      { label: "12:1–1:8", startMs: 0 },
    ]);
  });

  it("takes times as they were measured, the COMMIT included, and shows who was waited for", () => {
    const waits = [
      { event: "Lock: relation", samples: 3, fromMs: 4, lastedMs: 30, blockedBy: ["psql (mara)"] },
      { event: "IO: DataFileRead", samples: 1, fromMs: 4, lastedMs: 3, blockedBy: [] },
    ];
    const lock = { ...lockExample("public.t", "Share"), fromMs: 35, toMs: 70 };
    const timeline = layoutLockTimeline([
      statementExample({ startMs: 0, durationMs: 40, locks: [lock], waits }),
      statementExample({ index: 1, startMs: 45, durationMs: 10 }),
    ]);
    expect([timeline.totalMs, timeline.lanes[0]?.bars, timeline.marks.map(({ startMs }) => startMs)]).toEqual([
      70,
      [{ startMs: 35, endMs: 70, lockClass: "writes", modes: ["Share"] }],
      [0, 45],
    ]);
    expect(timeline.waits).toEqual([{ startMs: 4, endMs: 34, event: "Lock: relation", blockedBy: ["psql (mara)"] }]);
  });

  it("counts the first up pass only, and draws what took no measurable time", () => {
    const locks = [lockExample("t", "AccessExclusive")];
    const timeline = layoutLockTimeline([
      statementExample({ durationMs: 0, locks }),
      statementExample({ pass: "down", durationMs: 99, locks }),
      statementExample({ pass: "upAgain", durationMs: 99, locks }),
    ]);
    expect(timeline).toEqual({
      totalMs: 0,
      lanes: [
        {
          relation: "t",
          relationKind: "table",
          bars: [{ startMs: 0, endMs: 0, lockClass: "reads", modes: ["AccessExclusive"] }],
        },
      ],
      marks: [{ label: "1", startMs: 0 }],
      ticksMs: [0],
      waits: [],
      writesBlockedMs: 0,
      strongest: "reads",
    });
    expect(layoutLockTimeline([])).toMatchObject({ totalMs: 0, lanes: [], strongest: null });
  });
});
