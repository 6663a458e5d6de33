import { expect, it } from "vitest";
import { formatTable } from "./format-table.ts";

it("prints medians with their spread, and whether a target is met", () => {
  const lines = formatTable([
    {
      what: "stream",
      unit: "ms",
      values: [1400, 1200, 1300],
      peer: { name: "psql", values: [1000, 1300] },
      target: { kind: "ratio", value: 1.25 },
    },
    { what: "start", unit: "ms", values: [2500], peer: null, target: { kind: "under", value: 2000 } },
    { what: "frames", unit: "ms", values: [16, 16, 33], peer: null, target: { kind: "p95", value: 16.7 } },
    { what: "memory", unit: "MB", values: [4.25], peer: null, target: null },
  ]);
  expect(lines).toEqual(
    [
      "| figure | Steward                           | peer                                  | ratio | target         |        |",
      "| ------ | --------------------------------- | ------------------------------------- | ----- | -------------- | ------ |",
      "| stream | 1,300 ms (1,200 to 1,400, 3 times) | psql: 1,150 ms (1,000 to 1,300, 2 times) | 1.13  | <= 1.25 x peer | met    |",
      "| start  | 2,500 ms                          |                                       |       | < 2,000 ms     | missed |",
      "| frames | 16.0 ms (p95 33.0, p99 33.0, most 33.0, 3 times) |                                       |       | p95 <= 16.7 ms | missed |",
      "| memory | 4.3 MB                            |                                       |       |                |        |",
    ].map((line) => expect.stringMatching(toPattern(line))),
  );
});

/** Columns may be of any width. */
function toPattern(line: string): RegExp {
  const cells = line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
  const pattern = cells
    .map((cell) => (/^-+$/.test(cell) ? "-+" : cell.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")))
    .join(" *\\| *");
  return new RegExp(`^\\| *${pattern} *\\|$`);
}
