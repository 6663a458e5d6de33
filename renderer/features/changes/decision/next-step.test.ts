import { describe, expect, it } from "vitest";
import type { ChangeRequest, Decision } from "../../../../shared/changes/model.ts";
import { defaultPolicy } from "../../../../shared/changes/review-model.ts";
import { applicationExample, reportExample, requestExample } from "../rules/changes-examples.ts";
import { approvalsOf, nextStep, validDecisions } from "./next-step.ts";

const base = requestExample({});
const decision: Decision = { person: "deniz", verdict: "approve", hash: base.hash, comment: "", at: base.createdAt };

describe("nextStep while a request is open", () => {
  it("tells the author why another must answer", () => {
    expect(nextStep(base, "mara")).toEqual({
      kind: "waitForOthers",
      reason: "mara submitted this request. Four eyes: another role must approve it.",
    });
    expect([nextStep(base, null), nextStep(base, "deniz")]).toEqual([
      { kind: "chooseRole" },
      { kind: "decide", doubt: null },
    ]);
  });

  it("counts an approval of other bytes for nothing", () => {
    const stale = { ...decision, hash: "0".repeat(64) };
    expect(validDecisions(requestExample({ decisions: [stale, decision] }))).toEqual([decision]);
    expect(nextStep(requestExample({ decisions: [stale] }), "deniz").kind).toBe("decide");
    expect(nextStep(requestExample({ decisions: [decision] }), "deniz").kind).toBe("waitForOthers");
  });

  it("counts to what the policy asks for, down to one in an emergency", () => {
    const policy = { ...defaultPolicy, approvers: 3, allowsEmergency: true };
    const emergency = { person: "mara", at: new Date().toISOString(), hash: base.hash, reason: "The feed is down." };
    const asked = requestExample({ policy, decisions: [decision] });
    expect([
      approvalsOf(asked),
      nextStep(asked, "deniz"),
      approvalsOf(
        requestExample({ policy, decisions: [decision, { ...decision, person: "mara" }], emergencies: [emergency] }),
      ),
    ]).toEqual([
      { given: 1, needed: 3 },
      { kind: "waitForOthers", reason: "deniz has approved it. It waits for 2 more approvals by other people." },
      { given: 1, needed: 1 },
    ]);
  });

  it("leaves a request alone that came along with a copy", () => {
    const copied = { isOfThisTarget: false } as const;
    expect([
      nextStep(requestExample(copied), "deniz"),
      nextStep(requestExample({ ...copied, state: "approved" }), "deniz"),
    ]).toEqual(Array(2).fill({ kind: "closed", reason: "It can be decided on where it was made." }));
  });

  it("names what speaks against it", () => {
    const doubts = [
      null,
      ...(["failed", "schemaDiffers", "noDown"] as const).map((outcome) => reportExample({ outcome })),
    ];
    const steps = doubts.map((report) => nextStep(requestExample({ report }), "deniz"));
    expect(steps.map((step) => (step.kind === "decide" ? step.doubt?.split(/[.:]/)[0] : step.kind))).toEqual([
      "It was not rehearsed",
      "The rehearsal failed",
      "After its down script the schema is not what it was before",
      "There is no down script",
    ]);
  });
});

describe("nextStep afterwards", () => {
  const step = (changes: Partial<ChangeRequest>) => nextStep(requestExample(changes), "mara");

  it("follows the ledger's state", () => {
    expect([step({ state: "approved" }), step({ state: "applying" }), step({ state: "rollingBack" })]).toEqual([
      { kind: "apply" },
      { kind: "running", isRollback: false },
      { kind: "running", isRollback: true },
    ]);
  });

  it("refuses a roll back without down scripts, and knows in which direction it stopped", () => {
    const migration = { ...base.migrations[0], id: "0001_first", order: 1, upSql: "x", upSha256: "y" };
    const noDown = [{ ...migration, downSql: null, downSha256: null }];
    expect(step({ state: "applied", migrations: noDown })).toEqual({
      kind: "applied",
      whyNoRollback: "No down script: 0001_first.",
    });
    const up = applicationExample({});
    const down = applicationExample({ direction: "down", startedAt: "2026-02-11T00:00:00Z", outcome: "failed" });
    expect(step({ state: "failed", applications: [down, up] })).toEqual({
      kind: "stopped",
      isRollback: true,
      whyNoRollback: null,
    });
  });

  it("repeats why it was refused", () => {
    const refusal: Decision = { ...decision, verdict: "refuse", comment: "Not on Friday" };
    expect(step({ state: "refused", decisions: [refusal] })).toEqual({
      kind: "closed",
      reason: "Refused by deniz: Not on Friday",
    });
  });
});
