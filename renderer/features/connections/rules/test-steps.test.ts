import { describe, expect, it } from "vitest";
import { emptyTunnel } from "../fields/tunnel-form.ts";
import { emptyForm } from "./connection-form.ts";
import { testRemarks, testSteps } from "./test-steps.ts";

const form = { ...emptyForm, host: "db.example.com" };
const states = (...args: Parameters<typeof testSteps>) =>
  testSteps(...args).map(({ step, state }) => `${step} ${state}`);

describe("a failed test", () => {
  it("shows the steps that the form has, and how far it got", () => {
    expect(states("encryption", form)).toEqual([
      "name passed",
      "address passed",
      "encryption failed",
      "login notReached",
      "database notReached",
    ]);
    expect(states("address", { ...form, host: "10.0.0.1", tls: "disable" })).toEqual([
      "address failed",
      "login notReached",
      "database notReached",
    ]);
    expect(states("login", { ...form, tunnel: emptyTunnel, tls: "disable" })[0]).toBe("tunnel passed");
    expect(states("login", { ...form, host: "/run/postgresql" })[0]).toBe("address passed");
  });
});

describe("a test that connected", () => {
  it("remarks what a person should know", () => {
    const fine = {
      serverVersion: "18.4",
      versionNumber: 180_004,
      connectMs: 1,
      user: "u",
      isSuperuser: false,
      isEncrypted: true,
      canCreate: true,
      isStandby: false,
      isPooled: false,
    };
    expect(testRemarks(fine, form)).toEqual([]);
    const odd = { ...fine, versionNumber: 130_011, isSuperuser: true, isEncrypted: false, canCreate: false };
    expect(testRemarks({ ...odd, isStandby: true, isPooled: true }, { ...form, tls: "prefer" })).toHaveLength(6);
    expect(testRemarks({ ...fine, isEncrypted: false }, { ...form, tls: "disable" })).toEqual([]);
  });
});
