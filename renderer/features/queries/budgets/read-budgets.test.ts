import { expect, it } from "vitest";
import { defaultBudgets } from "../../../../shared/queries/budgets.ts";
import { readBudgets, toTexts } from "./read-budgets.ts";

it("reads what it wrote, takes an empty field as no target, and refuses what is no time", () => {
  const texts = toTexts({ ...defaultBudgets, joinsMs: null, simpleMs: 0.5 });
  expect(readBudgets(texts)).toEqual({ budgets: { ...defaultBudgets, joinsMs: null, simpleMs: 0.5 }, errors: {} });
  const wrong = readBudgets({ simpleMs: "-1", joinsMs: "fast", aggregatesMs: "1e9", bulkMsPerThousandRows: " 5 " });
  expect([wrong.budgets, Object.keys(wrong.errors)]).toEqual([null, ["simpleMs", "joinsMs", "aggregatesMs"]]);
});
