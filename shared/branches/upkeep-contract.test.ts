import { expect, it } from "vitest";
import { scheduleEntrySchema } from "./upkeep-contract.ts";

const entry = { frequency: "weekly", hour: 3, day: 1, month: null, keepSeconds: 604_800 } as const;

it("takes of a schedule what its frequency needs, and nothing else", () => {
  const cases = [
    entry,
    { ...entry, frequency: "hourly", hour: null, day: null },
    { ...entry, frequency: "daily", day: null, keepSeconds: null },
    { ...entry, frequency: "monthly", day: 31 },
    { ...entry, frequency: "yearly", day: 31, month: 12 },
    { ...entry, day: 8 },
    { ...entry, day: 0 },
    { ...entry, hour: 24 },
    { ...entry, hour: null },
    { ...entry, frequency: "hourly" },
    { ...entry, frequency: "daily" },
    { ...entry, frequency: "yearly" },
    { ...entry, frequency: "monthly", day: 32 },
    { ...entry, keepSeconds: 60 },
    { ...entry, minute: 5 },
  ];
  const taken = cases.map((one) => scheduleEntrySchema.safeParse(one).success);
  expect(taken).toEqual(cases.map((_, index) => index < 5));
});
