import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exampleSession } from "../testing/monitor-examples.ts";
import { type BlockingNode, buildBlockingForest } from "./blocking-tree.ts";

/** Sessions by whom they wait for. */
const forestOf = (waits: Readonly<Record<number, readonly number[]>>) =>
  buildBlockingForest({
    sessions: Object.entries(waits).map(([pid, blockedBy]) => exampleSession(Number(pid), { blockedBy })),
  });
const brief = ({ pid, frees, waiting }: BlockingNode): unknown => [pid, frees, ...waiting.map(brief)];
const pidsOf = ({ pid, isRepeated, waiting }: BlockingNode): number[] => [
  ...(isRepeated ? [] : [pid]),
  ...waiting.flatMap(pidsOf),
];

describe("buildBlockingForest", () => {
  it("draws a chain as deep as it is, although the server names all that are in the way", () => {
    const { roots, waitingSessions } = forestOf({ 1: [], 2: [1], 3: [2, 1], 4: [3, 2, 1] });
    expect([roots.map(brief), waitingSessions]).toEqual([[[1, 3, [2, 2, [3, 1, [4, 0]]]]], 3]);
  });

  it("puts the worst root first and draws a session with two blockers under both, with those behind it once", () => {
    const { roots } = forestOf({ 1: [], 2: [], 3: [2], 4: [2], 5: [1, 3], 6: [5] });
    expect(roots.map(brief)).toEqual([
      [2, 4, [3, 2, [5, 1, [6, 0]]], [4, 0]],
      [1, 2, [5, 1]],
    ]);
    expect(roots[1]?.waiting[0]?.isRepeated).toBe(true);
  });

  it("takes a prepared transaction and a session that was not read as roots", () => {
    const { roots } = forestOf({ 5: [0], 6: [99] });
    expect(roots.map(({ pid, session, waiting }) => [pid, session, waiting[0]?.pid])).toEqual([
      [0, null, 5],
      [99, null, 6],
    ]);
  });

  it("marks a circle, whose members free nobody by waiting on, and draws it once", () => {
    const { roots } = forestOf({ 1: [2], 2: [1], 3: [1] });
    expect(roots).toHaveLength(1);
    expect(roots[0]).toMatchObject({ pid: 1, isInCircle: true, frees: 2 });
    expect(roots.flatMap(pidsOf).toSorted()).toEqual([1, 2, 3]);
  });

  it("draws everybody who waits or is waited for, with those behind exactly once, whatever waits for whom", () => {
    const pid = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(
        fc.dictionary(fc.integer({ min: 1, max: 12 }).map(String), fc.array(pid, { maxLength: 4 })),
        (waits) => {
          const others = Object.entries(waits).map(([key, blockers]) => [
            key,
            blockers.filter((one) => one !== Number(key)),
          ]);
          const clean: Record<string, number[]> = Object.fromEntries(others);
          const involved = Object.entries(clean).flatMap(([key, blockers]) =>
            blockers.length ? [Number(key), ...blockers] : [],
          );
          const { roots } = forestOf(clean);
          const drawn = roots.flatMap(pidsOf).toSorted((a, b) => a - b);
          expect(drawn).toEqual([...new Set(involved)].toSorted((a, b) => a - b));
        },
      ),
    );
  });
});
