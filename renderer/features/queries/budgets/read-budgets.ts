import type { QueryBudgets } from "../../../../shared/queries/budgets.ts";

/** What stands in the fields. */
export type BudgetTexts = Readonly<Record<keyof QueryBudgets, string>>;

const names = ["simpleMs", "joinsMs", "aggregatesMs", "bulkMsPerThousandRows"] as const;

/** Targets as a person edits them; no target is an empty field. */
export function toTexts(budgets: QueryBudgets): BudgetTexts {
  const text = (value: number | null) => (value === null ? "" : String(value));
  return {
    simpleMs: text(budgets.simpleMs),
    joinsMs: text(budgets.joinsMs),
    aggregatesMs: text(budgets.aggregatesMs),
    bulkMsPerThousandRows: text(budgets.bulkMsPerThousandRows),
  };
}

/** The targets of the fields; null with the errors of those that are none. */
export function readBudgets(texts: BudgetTexts): {
  readonly budgets: QueryBudgets | null;
  readonly errors: Partial<Record<keyof QueryBudgets, string>>;
} {
  const errors: Partial<Record<keyof QueryBudgets, string>> = {};
  const read = (name: keyof QueryBudgets): number | null => {
    const text = texts[name].trim();
    if (text === "") return null;
    const value = Number(text);
    if (!(value > 0 && value <= 86_400_000)) errors[name] = "A number of milliseconds above 0, at most a day.";
    return value;
  };
  const [simpleMs, joinsMs, aggregatesMs, bulkMsPerThousandRows] = [
    read(names[0]),
    read(names[1]),
    read(names[2]),
    read(names[3]),
  ];
  const isWrong = Object.keys(errors).length > 0;
  return { budgets: isWrong ? null : { simpleMs, joinsMs, aggregatesMs, bulkMsPerThousandRows }, errors };
}
