import { expect, it } from "vitest";
import type { JsonObject } from "../../json/exact-json.ts";
import type { FunctionContext } from "../../model.ts";
import { makeContext, makePlan, makeScan } from "../../testing/make-plan.ts";
import { findPlanProblems } from "../registry.ts";

const own: FunctionContext = {
  schema: "public",
  name: "score",
  volatility: "volatile",
  isParallelSafe: false,
  language: "plpgsql",
};
const found = (more: JsonObject, functions: readonly FunctionContext[] = [own], ms = 100) =>
  findPlanProblems(makePlan(makeScan(ms, 3_000, 1_000, more), ms + 1), { ...makeContext(), functions });
const codes = (...args: Parameters<typeof found>) => found(...args).map(({ code }) => code);
const filter = { Filter: "(score(r.id) > 5)" };

it("a slow function of a filter or of the output is found, with what would help", () => {
  expect(found(filter)[0]).toMatchObject({
    code: "slow-function",
    message: expect.stringContaining("25 µs a row. It is marked VOLATILE"),
    evidence: { function: "public.score", rows: 4_000, microsecondsPerRow: 25 },
  });
  const help = (more: Partial<FunctionContext>) => found({ Output: ["public.score(r.id)"] }, [{ ...own, ...more }])[0];
  expect([
    help({ volatility: "stable" })?.message,
    help({ volatility: "stable", isParallelSafe: true })?.message,
  ]).toEqual([expect.stringContaining("not marked PARALLEL SAFE"), expect.stringContaining("A higher COST")]);
  expect(codes({ Filter: '("Score it"(r.id) > 5)' }, [{ ...own, name: "Score it" }])).toEqual(["slow-function"]);
});

it("a fast one, a built-in one and one of a longer name are none", () => {
  expect([codes(filter, [own], 40), codes(filter, []), codes({ Filter: "(rescore(r.id) > 5)" })]).toEqual([[], [], []]);
});
