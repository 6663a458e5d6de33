import { beforeEach, describe, expect, it } from "vitest";
import type { RunOutcome } from "../../../../shared/editor/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import type { PortEvent } from "../../../../shared/rows/stream.ts";
import { PartIntake } from "./part-intake.ts";
import { mostPinned, ownParts, queryRunOf, useQueryRuns } from "./query-runs.ts";

const tab = "tab";
const stream = "s";
const end = { command: "SELECT 1", rows: 1, durationMs: 1, isTruncated: false };
const column = { name: "a", typeOid: 23, typeName: "int4", tableOid: 0, tableColumn: 0, typeModifier: -1 };
const notice = { severity: "NOTICE", sqlstate: "00000", message: "told" };
const session: RunOutcome["session"] = {
  sessionId: tab,
  backendPid: 1,
  serverVersion: "18",
  user: "u",
  isReadOnly: false,
  transaction: "idle",
  isolation: null,
  pending: null,
};

beforeEach(() => useQueryRuns.setState({ runs: {} }));

function take(intake: PartIntake, part: number, ...events: readonly object[]): void {
  // Each is one of the port's own events once its stream and part are there.
  for (const event of events) intake.take({ stream, part, ...event } as PortEvent);
}

describe("what arrives of a run", () => {
  it("stands behind what earlier runs left pinned, and is told what the answer says of it", async () => {
    useQueryRuns.getState().update(tab, { firstPart: 0 });
    const first = new PartIntake(tab, 0);
    take(first, 0, { kind: "begin", sql: "SELECT 0" }, { kind: "columns", columns: [column] }, { kind: "end", end });
    first.tell();
    useQueryRuns.getState().pin(tab, 0, true);
    useQueryRuns.getState().update(tab, { firstPart: 1, activePart: 1 });

    const sql = "SELECT :a; SELECT nothing";
    const intake = new PartIntake(tab, 1);
    take(intake, 1, { kind: "begin", sql: "SELECT $1" }, { kind: "notice", notice }, { kind: "end", end });
    const error = new AppError("sql", "no").toWire();
    const failed = { kind: "failed", error, offset: 18, parameter: null, wasSent: true } as const;
    const outcome: RunOutcome = {
      session,
      isNewSession: false,
      statements: [
        { part: 1, range: { start: 0, end: 9 }, result: { kind: "done", end } },
        { part: 2, range: { start: 11, end: 25 }, result: failed },
      ],
      notSent: 0,
      question: null,
    };
    const completing = intake.complete(sql, outcome, (one) => one);
    take(intake, 2, { kind: "begin", sql: "SELECT nothing" }, { kind: "error", error });
    await completing;
    expect(
      queryRunOf(tab).parts.map((part) => [
        part.part,
        part.number,
        part.sql,
        part.start,
        part.errorAt,
        part.error?.code,
      ]),
    ).toEqual([
      [0, 1, "SELECT 0", null, null, undefined],
      [1, 1, "SELECT :a", 0, null, undefined],
      [2, 2, "SELECT nothing", 11, 18, "sql"],
    ]);
    expect(ownParts(queryRunOf(tab)).map(({ part }) => part)).toEqual([1, 2]);
    useQueryRuns.getState().update(tab, { activePart: 0 });
    useQueryRuns.getState().pin(tab, 0, false);
    expect([queryRunOf(tab).parts.map(({ part }) => part), queryRunOf(tab).activePart]).toEqual([[1, 2], 1]);
  });

  it("keeps the first notices of a loop, and counts the others", () => {
    const intake = new PartIntake(tab, 0);
    take(intake, 0, { kind: "begin", sql: "DO" }, ...Array.from({ length: 1_200 }, () => ({ kind: "notice", notice })));
    intake.tell();
    const [part] = queryRunOf(tab).parts;
    expect([part?.notices.length, part?.noticesLeftOut]).toEqual([500, 700]);
  });
});

it("pins no more results than memory should hold", () => {
  useQueryRuns.getState().update(tab, {});
  for (let part = 0; part < mostPinned + 3; part++) useQueryRuns.getState().pin(tab, part, true);
  expect(queryRunOf(tab).pinned.length).toBe(mostPinned);
});
