import { expect, it } from "vitest";
import { isHugeResult } from "./result-size.ts";

const plan = (rows: number, width: number) => `[{ "Plan": { "Plan Rows": ${rows}, "Plan Width": ${width} } }]`;

it("tells a huge result by what the planner expects of it", () => {
  const texts = [plan(1_000_000, 64), plan(1_000_000, 68), plan(10, 8), "[]", "{}", '[{ "Plan": { "Plan Rows": 9 } }]'];
  expect(texts.map(isHugeResult)).toEqual([false, true, false, false, false, false]);
});
