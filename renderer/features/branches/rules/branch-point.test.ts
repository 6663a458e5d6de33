import { describe, expect, it } from "vitest";
import { branchExample } from "../../../../shared/branches/testing/branch-example.ts";
import {
  historyFact,
  historyWords,
  localMoment,
  localTimeOf,
  newPointDraft,
  pointWords,
  readPoint,
  utcMoment,
} from "./branch-point.ts";

const nowMs = Date.parse("2026-09-01T12:00:00Z");
const source = branchExample({ id: "main", historyStart: "2026-08-31T12:00:00Z" });
const draft = (changes: object) => ({ ...newPointDraft(source, nowMs), ...changes });

describe("readPoint", () => {
  it("reads a moment of this machine's zone as one for everybody", () => {
    const localTime = localTimeOf(Date.parse("2026-09-01T10:20:30Z"));
    expect(readPoint(draft({ kind: "time", localTime }), source, nowMs)).toEqual({
      point: { kind: "time", at: "2026-09-01T10:20:30.000Z" },
      problem: null,
    });
  });

  it("refuses what is to come, what is before the history, and what is no moment", () => {
    const problems = [localTimeOf(nowMs + 60_000), localTimeOf(Date.parse("2026-08-31T11:59:59Z")), ""].map(
      (localTime) => readPoint(draft({ kind: "time", localTime }), source, nowMs).problem,
    );
    expect(problems).toEqual([
      "That is in the future.",
      `Its history begins at ${localMoment("2026-08-31T12:00:00Z")}.`,
      "Give a date and a time.",
    ]);
  });

  it("reads positions in either case and nothing else", () => {
    const read = [" 0/3a7f2108 ", "16/B374D848", "0/", "0/3A7F21080", "now"].map(
      (lsn) => readPoint(draft({ kind: "lsn", lsn }), source, nowMs).point,
    );
    expect(read).toEqual([{ kind: "lsn", lsn: "0/3A7F2108" }, { kind: "lsn", lsn: "16/B374D848" }, null, null, null]);
  });

  it("begins with the present state, and its moment within the history", () => {
    const young = branchExample({ id: "young", historyStart: "2026-09-01T11:50:00Z" });
    expect(readPoint(newPointDraft(young, nowMs), young, nowMs)).toEqual({ point: { kind: "head" }, problem: null });
    expect(newPointDraft(young, nowMs).localTime).toBe(localTimeOf(Date.parse("2026-09-01T11:50:00Z")));
    expect(newPointDraft(source, nowMs).localTime).toBe(localTimeOf(nowMs - 3_600_000));
  });
});

it("says since when there is a past", () => {
  const young = branchExample({ id: "young" });
  expect([historyWords(source, "embedded"), historyWords(young, "embedded"), historyWords(null, "neon")]).toEqual([
    `From ${localMoment("2026-08-31T12:00:00Z")} until now; nothing from before is kept.`,
    "No earlier moment yet: history is kept from about a minute after it first runs as the default branch or as a parent.",
    "No earlier moment of it is known yet.",
  ]);
  expect([historyFact(source, false), historyFact(young, true), historyFact(young, false)]).toEqual([
    `from ${localMoment("2026-08-31T12:00:00Z")}`,
    "begins a minute after it first runs",
    "kept once it has children",
  ]);
});

describe("moments in words", () => {
  it("are said for this zone and for everybody", () => {
    const at = new Date(2026, 8, 1, 14, 5, 9).toISOString();
    expect(localMoment(at)).toBe("1 Sep 2026, 14:05:09");
    expect(utcMoment("2026-09-01T12:05:09.123Z")).toBe("2026-09-01 12:05:09 UTC");
    expect([
      pointWords({ kind: "head" }),
      pointWords({ kind: "lsn", lsn: "0/1" }),
      pointWords({ kind: "time", at }),
    ]).toEqual([null, "position 0/1", "1 Sep 2026, 14:05:09"]);
  });
});
