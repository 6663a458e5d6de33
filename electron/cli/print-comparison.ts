import { kindWords } from "../../shared/catalog/object-kinds.ts";
import type { ObjectDifference, SchemaComparison } from "../../shared/comparison/schema-model.ts";
import { scriptText } from "../../shared/comparison/script-text.ts";
import type { ExitCode } from "./cli-context.ts";
import { visible } from "./output.ts";

/** How a comparison is printed. */
export type ComparisonFormat = "sql" | "json";

/** The parts of a context that printing needs. */
export interface ComparisonOutput {
  print(text: string): void;
  printJson(value: unknown): void;
  note(text: string): void;
}

/**
 * Prints a comparison of schemas: the script on standard output and what else is to know on standard error, or all of it as
 * JSON. Gives 1 when they differ.
 */
export function printComparison(
  output: ComparisonOutput,
  format: ComparisonFormat,
  comparison: SchemaComparison,
): ExitCode {
  if (format === "json") output.printJson(toJson(comparison));
  else printScript(output, comparison);
  return comparison.isIdentical ? 0 : 1;
}

function printScript({ print, note }: ComparisonOutput, comparison: SchemaComparison): void {
  const { isIdentical, isAgreed, objects, statements, scriptError, renames, notCompared } = comparison;
  if (statements.length > 0) print(scriptText(statements).trimEnd());
  for (const { what, reason } of notCompared) note(`Not compared: ${visible(what)}. ${visible(reason)}`);
  for (const { word, from, to, state } of renames)
    if (state !== "unlike")
      note(`Is this a rename? ${word} ${visible(from)} → ${visible(to)}. Here it is dropped and made.`);
  if (scriptError !== null) note(`There is no script: ${visible(scriptError)}`);
  if (!isAgreed) for (const line of objects.flatMap(missedLines)) note(`Not in the script: ${visible(line)}`);
  const differing = objects.length === 1 ? "1 object differs." : `${objects.length} objects differ.`;
  note(isIdentical ? "The schemas are identical." : differing);
}

function missedLines({ address, source, parts }: ObjectDifference): readonly string[] {
  const name = `${kindWords[address.kind].word} ${address.schema === "" ? "" : `${address.schema}.`}${address.name}`;
  const missed = parts.filter((part) => part.source === "catalog" || part.details.some(({ isMissed }) => isMissed));
  if (parts.length === 0) return source === "catalog" ? [name] : [];
  return missed.map((part) => `${name}: ${part.word} ${part.name}`.trimEnd());
}

/** The shape that other programs rely on. `verified` is null while a script has not been proven on a copy. */
function toJson(comparison: SchemaComparison): unknown {
  const { isIdentical, isAgreed, objects, statements, scriptError, renames, notCompared } = comparison;
  return {
    identical: isIdentical,
    statements: statements.map(({ sql, transactional, hazards }) => ({ sql, transactional, hazards })),
    renames: renames.map(({ word, from, to, state }) => ({ kind: word, from, to, state })),
    unsupported: notCompared,
    verified: isAgreed ? (isIdentical ? true : null) : false,
    differences: objects.map(({ address, kind, source, parts }) => ({ ...address, change: kind, source, parts })),
    ...(scriptError === null ? {} : { scriptError }),
  };
}
