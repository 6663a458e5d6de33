import fc from "fast-check";
import { expect, it } from "vitest";
import { scheduleEntrySchema } from "../../../../shared/branches/upkeep-contract.ts";
import { firstEntry, frequencies, keepChoicesWith, scheduleNote, scheduleWords, withFrequency } from "./schedule.ts";

it("says an entry in words", () => {
  const entries = frequencies.map(({ value }) => withFrequency({ ...firstEntry, day: 15, month: 6 }, value));
  expect(entries.map(scheduleWords)).toEqual([
    "every hour, kept 7 days",
    "every day at 03:00 UTC, kept 7 days",
    "every week on Sunday at 03:00 UTC, kept 7 days",
    "every month on day 15 at 03:00 UTC, kept 7 days",
    "every year on June 15 at 03:00 UTC, kept 7 days",
  ]);
  expect([null, 7200, 14 * 86_400].map((keepSeconds) => scheduleWords({ ...firstEntry, keepSeconds }))).toEqual([
    "every day at 03:00 UTC, kept until deleted",
    "every day at 03:00 UTC, kept 2 hours",
    "every day at 03:00 UTC, kept 14 days",
  ]);
});

it("is what can be asked for, whatever frequency follows whatever other", () => {
  const walk = fc.array(fc.constantFrom(...frequencies.map(({ value }) => value)), { minLength: 1 });
  fc.assert(
    fc.property(walk, (steps) => {
      const entry = steps.reduce(withFrequency, firstEntry);
      expect([entry.frequency, scheduleEntrySchema.safeParse(entry).success]).toEqual([steps.at(-1), true]);
    }),
  );
});

it("offers what is in use, and warns of days that some months lack", () => {
  expect(keepChoicesWith(7200)[0]).toEqual({ seconds: 7200, label: "2 hours" });
  expect(keepChoicesWith(86_400)).toHaveLength(6);
  const monthly = withFrequency(firstEntry, "monthly");
  expect([monthly, { ...monthly, day: 29 }, { ...firstEntry, day: 31 }].map(scheduleNote)).toEqual([
    null,
    "Not every month has this day.",
    null,
  ]);
});
