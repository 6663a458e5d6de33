import { expect, it } from "vitest";
import { defaultPolicy, type Policy } from "../../../../shared/changes/review-model.ts";
import { newFreeze, readForm, toForm } from "./policy-form.ts";

const freeze = {
  reason: "weekend",
  timeZone: "Europe/Berlin",
  days: [6, 7],
  from: "00:00",
  to: "24:00",
  startDate: null,
  endDate: "2026-12-31",
};

it("gives back what it was made of", () => {
  const policy: Policy = { ...defaultPolicy, environment: "production", rehearsalHours: 24, freezes: [freeze] };
  expect([readForm(toForm(policy)), readForm(toForm(defaultPolicy))]).toEqual([{ policy }, { policy: defaultPolicy }]);
});

it("says what is wrong, and where", () => {
  const form = {
    ...toForm(defaultPolicy),
    approvers: "0",
    rehearsalHours: "a day",
    freezes: [
      { ...newFreeze(), reason: "fine" },
      { ...newFreeze(), timeZone: "Mars/Base", days: [], from: "9:00", endDate: "31.12." },
    ],
  };
  const found = readForm(form);
  expect("problems" in found && Object.keys(found.problems).sort()).toEqual([
    "approvers",
    "freezes.1.days",
    "freezes.1.endDate",
    "freezes.1.from",
    "freezes.1.reason",
    "freezes.1.timeZone",
    "rehearsalHours",
  ]);
});
