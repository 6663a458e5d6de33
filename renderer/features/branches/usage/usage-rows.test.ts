import { expect, it } from "vitest";
import { branchExample } from "../../../../shared/branches/testing/branch-example.ts";
import { amountText, usageRows, usageSpans, usageWindow } from "./usage-rows.ts";

const frame = (seconds: number) => ({
  start: "2026-11-01T00:00:00Z",
  end: "2026-11-02T00:00:00Z",
  metrics: { computeUnitSeconds: seconds },
});

it("shows the project, its branches, and branches that are gone; what is not known stays unknown", () => {
  const branches = [
    branchExample({ id: "main", sizeBytes: 100, writtenBytes: 5 }),
    branchExample({ id: "work", sizeBytes: 40, writtenBytes: null }),
  ];
  const consumption = {
    project: [frame(10), frame(20)],
    branches: [
      { branchId: "main", frames: [frame(7)] },
      { branchId: "br-old", frames: [frame(9), frame(1)] },
    ],
  };
  const unknown = { sizeBytes: null, writtenBytes: null };
  const used = (computeUnitSeconds: number) => ({ used: { computeUnitSeconds } });
  expect(usageRows(branches, consumption)).toEqual([
    { key: "project", kind: "project", name: "The whole project", sizeBytes: 140, writtenBytes: null, ...used(30) },
    { key: "main", kind: "branch", name: "main", sizeBytes: 100, writtenBytes: 5, ...used(7) },
    { key: "work", kind: "branch", name: "work", sizeBytes: 40, writtenBytes: null, used: null },
    { key: "br-old", kind: "gone", name: "br-old", ...unknown, ...used(10) },
  ]);
  expect(usageRows(branches, null).map(({ used: none }) => none)).toEqual([null, null, null]);
});

it("asks the same within an hour", () => {
  const [day] = usageSpans;
  const asked = ["2026-11-28T12:00:00Z", "2026-11-28T12:59:59Z"].map((at) => usageWindow(day, Date.parse(at)));
  const window = { from: "2026-11-27T12:00:00.000Z", to: "2026-11-28T12:00:00.000Z", granularity: "hourly" };
  expect(asked).toEqual([window, window]);
});

it("tells a little from nothing", () => {
  expect([0, 0.001, 0.01, 12.345, 1234.5].map(amountText)).toEqual(["0", "< 0.01", "0.01", "12.35", "1235"]);
});
