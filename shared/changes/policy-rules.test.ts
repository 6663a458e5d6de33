import { describe, expect, it } from "vitest";
import { isFrozen, neededApprovals, type PolicySubject, policyProblems } from "./policy-rules.ts";
import { defaultPolicy, type Freeze, type Policy } from "./review-model.ts";

const now = new Date("2026-03-02T12:00:00Z"); // a Monday
const subject: PolicySubject = {
  hash: "h",
  class: "risky",
  rehearsedAt: "2026-03-02T02:00:00Z",
  emergencies: [],
  isBegun: false,
};
const night: Freeze = {
  reason: "night",
  timeZone: "Europe/Berlin",
  days: [1, 2, 3, 4, 5],
  from: "18:00",
  to: "08:00",
  startDate: null,
  endDate: null,
};
const kinds = (policy: Partial<Policy>, changes: Partial<PolicySubject> = {}, at = now) =>
  policyProblems({ ...defaultPolicy, ...policy }, { ...subject, ...changes }, at).map(({ kind }) => kind);

describe("a policy", () => {
  it("asks nothing but an approval while none was set", () => {
    expect([kinds({}), neededApprovals(defaultPolicy, subject, now)]).toEqual([[], 1]);
  });

  it("names each thing that is in the way", () => {
    const strict = {
      worstClass: "safe",
      rehearsalHours: 8,
      freezes: [{ ...night, from: "00:00", to: "24:00" }],
    } as const;
    expect([
      kinds(strict),
      kinds(strict, { class: "safe", rehearsedAt: null }),
      kinds({ worstClass: "risky", rehearsalHours: 10 }),
      kinds(strict, { isBegun: true }),
    ]).toEqual([["class", "rehearsalAge", "freeze"], ["rehearsalMissing", "freeze"], [], []]);
  });

  it("is lifted by an emergency of the last four hours for this hash, to one approval", () => {
    const policy: Policy = { ...defaultPolicy, approvers: 3, worstClass: "safe", allowsEmergency: true };
    const declared = (at: string, hash = "h") => ({
      ...subject,
      emergencies: [{ person: "p", at, hash, reason: "the feed is down for everybody" }],
    });
    const told = [
      [policy, declared("2026-03-02T08:01:00Z")],
      [policy, declared("2026-03-02T07:59:00Z")],
      [policy, declared("2026-03-02T11:00:00Z", "other")],
      [{ ...policy, allowsEmergency: false }, declared("2026-03-02T11:00:00Z")],
    ] as const;
    expect(told.map(([one, of]) => [neededApprovals(one, of, now), policyProblems(one, of, now).length])).toEqual([
      [1, 0],
      [3, 1],
      [3, 1],
      [3, 1],
    ]);
  });
});

describe("a freeze", () => {
  it("follows the wall clock of its zone, past midnight and over the change of summer time", () => {
    const moments = {
      "2026-03-02T16:59:59Z": false, // 17:59:59 in Berlin
      "2026-03-02T17:00:00Z": true,
      "2026-03-03T06:59:59Z": true,
      "2026-03-03T07:00:00Z": false,
      "2026-07-06T16:00:00Z": true, // 18:00 in summer
      "2026-03-07T06:00:00Z": true, // Friday's night ends on Saturday
      "2026-03-08T20:00:00Z": false, // a Sunday
      "2026-03-09T02:00:00Z": false, // Sunday's night does not begin
    };
    const found = Object.keys(moments).map((at) => [at, isFrozen(night, new Date(at))]);
    expect(Object.fromEntries(found)).toEqual(moments);
  });

  it("holds between its dates only", () => {
    const holidays = {
      ...night,
      days: [1, 2, 3, 4, 5, 6, 7],
      from: "00:00",
      to: "24:00",
      startDate: "2026-12-20",
      endDate: "2027-01-02",
    };
    const at = ["2026-12-19T12:00:00Z", "2026-12-19T23:30:00Z", "2027-01-02T22:00:00Z", "2027-01-02T23:30:00Z"];
    expect(at.map((moment) => isFrozen(holidays, new Date(moment)))).toEqual([false, true, true, false]);
  });
});
