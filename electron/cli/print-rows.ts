import { composeChanges } from "../../shared/comparison/compose-changes.ts";
import { countDifferences, type TableOutcome } from "../../shared/comparison/rows-model.ts";
import { scriptText } from "../../shared/comparison/script-text.ts";
import type { ExitCode } from "./cli-context.ts";
import { visible } from "./output.ts";
import type { ComparisonFormat, ComparisonOutput } from "./print-comparison.ts";

/**
 * Prints how rows differ: the statements that give the first database the rows of the second, and the counts on standard
 * error; or all of it as JSON. Gives 1 when they differ, 2 when a table could not be compared.
 */
export function printRows(
  output: ComparisonOutput,
  format: ComparisonFormat,
  outcomes: readonly TableOutcome[],
): ExitCode {
  if (format === "json") output.printJson(outcomes.map(toJson));
  else for (const outcome of outcomes) printTable(output, outcome);
  if (outcomes.some(({ state }) => state === "notCompared")) return 2;
  const differ = (outcome: TableOutcome) => outcome.state === "compared" && countDifferences(outcome.comparison) > 0;
  return outcomes.some(differ) ? 1 : 0;
}

function printTable({ print, note }: ComparisonOutput, outcome: TableOutcome): void {
  if (outcome.state === "notCompared") {
    note(visible(`${outcome.table.schema}.${outcome.table.name}: ${outcome.message} ${outcome.hint ?? ""}`.trimEnd()));
    return;
  }
  const { comparison } = outcome;
  const { table, counts, differences } = comparison;
  const statements = composeChanges(comparison, differences, "from");
  if (statements.length > 0)
    print(scriptText(statements.map((sql) => ({ sql, transactional: true, hazards: [] }))).trimEnd());
  const total = countDifferences(comparison);
  note(
    visible(
      `${table.schema}.${table.name}: ${counts.changed} changed, ${counts.onlyFrom} only in the first, ${counts.onlyTo} only in the second` +
        (statements.length < total ? `; SQL for ${statements.length} of ${total}.` : "."),
    ),
  );
}

function toJson(outcome: TableOutcome): unknown {
  if (outcome.state === "notCompared") {
    const { table, message, hint } = outcome;
    return { ...table, compared: false, message, hint };
  }
  const { table, key, columns, leftOut, rows, counts, differences } = outcome.comparison;
  return {
    ...table,
    compared: true,
    identical: countDifferences(outcome.comparison) === 0,
    key,
    columns: columns.map(({ name }) => name),
    leftOut,
    rows: { from: rows[0], to: rows[1] },
    counts,
    differences,
  };
}
