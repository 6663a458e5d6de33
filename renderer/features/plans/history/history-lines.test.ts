import { expect, it } from "vitest";
import type { PlanSummary } from "../../../../shared/plans/contract.ts";
import { historyLines } from "./history-lines.ts";

const summary = (minute: number, branchId: string, executionMs: number | null): PlanSummary => ({
  id: String(minute),
  at: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
  connectionId: "c1",
  branchId,
  sql: "SELECT 1",
  fingerprint: "f1",
  mode: executionMs === null ? "estimate" : "analyze",
  executionMs,
  blocks: null,
  serverVersion: "18.4",
});

it("makes a line of each place, oldest first, without estimates", () => {
  const newestFirst = [summary(4, "a", 40), summary(3, "b", 3), summary(2, "a", null), summary(1, "a", 10)];
  expect(historyLines(newestFirst, ({ branchId }) => `on ${branchId}`)).toEqual({
    times: [1, 3, 4].map((minute) => Date.UTC(2026, 0, 1, 0, minute)),
    places: [
      { place: "on a", values: [10, null, 40] },
      { place: "on b", values: [null, 3, null] },
    ],
  });
});

it("keeps the places with the most runs when they are too many to tell apart", () => {
  const many = ["a", "b", "c", "d", "e", "e"].map((place, minute) => summary(minute, place, 1));
  const { places } = historyLines(many, ({ branchId }) => branchId ?? "");
  expect([places.length, places[0]?.place, places.map(({ place }) => place).includes("d")]).toEqual([4, "e", false]);
});
