import { z } from "zod";
import type { QueryFigures } from "./interval/group-queries.ts";
import type { QueryTraits } from "./text/read-traits.ts";

/** Targets for one call, in ms; of a bulk write for 1,000 rows. Null is no target. */
export const queryBudgetsSchema = z.strictObject({
  simpleMs: z.number().positive().max(86_400_000).nullable(),
  joinsMs: z.number().positive().max(86_400_000).nullable(),
  aggregatesMs: z.number().positive().max(86_400_000).nullable(),
  bulkMsPerThousandRows: z.number().positive().max(86_400_000).nullable(),
});

/** See `queryBudgetsSchema`. */
export type QueryBudgets = z.infer<typeof queryBudgetsSchema>;

/** Those of the product's seeds: a single lookup, a join, an aggregation, a bulk operation. */
export const defaultBudgets: QueryBudgets = {
  simpleMs: 50,
  joinsMs: 200,
  aggregatesMs: 500,
  bulkMsPerThousandRows: 2000,
};

/** Writes that touch so many rows with a call are judged by their rows. */
const bulkRows = 100;

/** What a call of a statement may take, and as what it is judged. */
export interface QueryBudget {
  readonly name: "simple" | "joins" | "aggregates" | "bulk";
  readonly targetMs: number;
}

/** The budget of a statement; null for what has none: other statements than reads and writes, and the catalog's. */
export function budgetOf(traits: QueryTraits, figures: QueryFigures, budgets: QueryBudgets): QueryBudget | null {
  if (traits.kind === "other" || traits.isOfCatalog) return null;
  const made = (name: QueryBudget["name"], targetMs: number | null) => (targetMs === null ? null : { name, targetMs });
  if (traits.kind === "write" && figures.rowsPerCall >= bulkRows)
    return made(
      "bulk",
      budgets.bulkMsPerThousandRows === null ? null : (budgets.bulkMsPerThousandRows * figures.rowsPerCall) / 1000,
    );
  if (traits.hasAggregate) return made("aggregates", budgets.aggregatesMs);
  return traits.hasJoin ? made("joins", budgets.joinsMs) : made("simple", budgets.simpleMs);
}

/** Whether its calls took longer on average than they may. */
export function isOverBudget(budget: QueryBudget | null, { meanMs }: QueryFigures): boolean {
  return budget !== null && meanMs > budget.targetMs;
}
