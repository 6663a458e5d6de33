import { expect, it } from "vitest";
import { makeNode, makePlan } from "../testing/make-plan.ts";

/** A Gather over two processes whose bitmap one of them built in `bitmapMs`. */
function timesOf(scanMs: number, bitmapMs: number) {
  const bitmap = makeNode("Bitmap Index Scan", bitmapMs, { "Parent Relationship": "Outer" });
  const scan = makeNode(
    "Bitmap Heap Scan",
    scanMs,
    { "Parallel Aware": true, "Actual Loops": 2, "Parent Relationship": "Outer" },
    [bitmap],
  );
  const plan = makePlan(makeNode("Gather", 50, { "Workers Planned": 1, "Workers Launched": 1 }, [scan]), 51);
  return plan.nodes.map(({ nodeType, divisor, inclusiveMs, exclusiveMs }) => [
    nodeType,
    divisor,
    inclusiveMs,
    exclusiveMs,
  ]);
}

it("one process builds the bitmap of a parallel scan while the others wait", () => {
  expect(timesOf(40, 10)).toEqual([
    ["Gather", 1, 50, 10],
    ["Bitmap Heap Scan", 2, 40, 30],
    ["Bitmap Index Scan", 1, 10, 10],
  ]);
});

it("a bitmap never takes longer than the scan that it is a part of, though a late process did not wait for it", () => {
  expect(timesOf(16, 20)).toEqual([
    ["Gather", 1, 50, 34],
    ["Bitmap Heap Scan", 2, 16, 0],
    ["Bitmap Index Scan", 1.25, 16, 16],
  ]);
});
