import { expect, it } from "vitest";
import { budgetOf, defaultBudgets, isOverBudget } from "./budgets.ts";
import { groupQueries } from "./interval/group-queries.ts";
import { queryExample } from "./testing/query-examples.ts";
import { readTraits } from "./text/read-traits.ts";

function judge(sql: string, meanMs: number, rowsPerCall: number, budgets = defaultBudgets) {
  const change = {
    ...queryExample({ counters: { calls: 10, execMs: meanMs * 10, rows: rowsPerCall * 10 } }),
    isPartial: false,
  };
  const [group] = groupQueries([change], new Map(), { database: null, user: null }, 1);
  if (!group) throw new Error("one group");
  const budget = budgetOf(readTraits(sql), group.figures, budgets);
  return [budget?.name, budget?.targetMs, isOverBudget(budget, group.figures)];
}

it("judges a call by what the statement does, and a bulk write by its rows", () => {
  expect([
    judge("SELECT * FROM a WHERE id = $1", 50, 1),
    judge("SELECT * FROM a WHERE id = $1", 50.1, 1),
    judge("SELECT * FROM a JOIN b USING (id)", 199, 10),
    judge("SELECT count(*) FROM a JOIN b USING (id)", 501, 1),
    judge("INSERT INTO a VALUES ($1)", 60, 1),
    judge("INSERT INTO a SELECT * FROM b", 9_999, 5_000),
    judge("SELECT 1 FROM pg_class", 900, 1),
    judge("VACUUM a", 900, 0),
    judge("SELECT * FROM a", 900, 1, { ...defaultBudgets, simpleMs: null }),
  ]).toEqual([
    ["simple", 50, false],
    ["simple", 50, true],
    ["joins", 200, false],
    ["aggregates", 500, true],
    ["simple", 50, true],
    ["bulk", 10_000, false],
    [undefined, undefined, false],
    [undefined, undefined, false],
    [undefined, undefined, false],
  ]);
});
