import { kindWords } from "../../shared/catalog/object-kinds.ts";
import type { ScriptCheck } from "../../shared/comparison/check-model.ts";
import type { ObjectDifference, SchemaComparison } from "../../shared/comparison/schema-model.ts";
import type { ScriptForm } from "../../shared/comparison/script-model.ts";
import { segmentedText } from "../../shared/comparison/script-text.ts";
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
  script: PrintedScript = { form: "plain", check: null },
): ExitCode {
  if (format === "json") output.printJson(toJson(comparison, script));
  else {
    printScript(output, comparison, script.form);
    if (script.check) for (const line of checkLines(script.check)) output.note(line);
  }
  return comparison.isIdentical ? 0 : 1;
}

/** What a check has to say, a line each. */
export function checkLines(check: ScriptCheck): readonly string[] {
  if (check.state === "notPossible") return [`Not checked: ${visible(check.reason)}`];
  if (check.state === "equal") return [`Checked on ${check.place}: the script makes the first schema like the second.`];
  const { refused, objects } = check;
  const first = `Checked on ${check.place}: the script does NOT make the first schema like the second.`;
  if (refused)
    return [first, `Statement ${refused.at + 1} is refused: ${visible(refused.message)}: ${visible(refused.sql)}`];
  return [first, ...objects.map((object) => `Differs afterwards: ${visible(objectName(object))}`)];
}

/** Which form of the script is printed, and what came out when it was checked. */
export interface PrintedScript {
  readonly form: ScriptForm;
  readonly check: ScriptCheck | null;
}

function printScript({ print, note }: ComparisonOutput, comparison: SchemaComparison, form: ScriptForm): void {
  const { isIdentical, isAgreed, objects, scriptError, renames, notCompared } = comparison;
  const statements = form === "online" ? comparison.onlineStatements : comparison.statements;
  if (statements.length > 0) print(segmentedText(statements).trimEnd());
  for (const { what, reason } of notCompared) note(`Not compared: ${visible(what)}. ${visible(reason)}`);
  for (const { word, from, to, state } of renames)
    if (state !== "unlike")
      note(`Is this a rename? ${word} ${visible(from)} → ${visible(to)}. Here it is dropped and made.`);
  if (scriptError !== null) note(`There is no script: ${visible(scriptError)}`);
  if (!isAgreed) for (const line of objects.flatMap(missedLines)) note(`Not in the script: ${visible(line)}`);
  const differing = objects.length === 1 ? "1 object differs." : `${objects.length} objects differ.`;
  note(isIdentical ? "The schemas are identical." : differing);
}

function objectName({ address }: Pick<ObjectDifference, "address">): string {
  return `${kindWords[address.kind].word} ${address.schema === "" ? "" : `${address.schema}.`}${address.name}`;
}

/** What differs, a line for each object and one for each of its parts. */
export function differenceLines({ objects }: SchemaComparison): readonly string[] {
  return objects.flatMap((object) => [
    `${object.kind} ${objectName(object)}`,
    ...object.parts.map(({ kind, word, name, details }) => {
      const values = details.map(({ label, from, to }) => `${label}: ${from ?? "–"} → ${to ?? "–"}`).join("; ");
      return `  ${kind} ${word}${name === "" ? "" : ` ${name}`}${values === "" ? "" : ` (${values})`}`;
    }),
  ]);
}

function missedLines({ address, source, parts }: ObjectDifference): readonly string[] {
  const name = objectName({ address });
  const missed = parts.filter((part) => part.source === "catalog" || part.details.some(({ isMissed }) => isMissed));
  if (parts.length === 0) return source === "catalog" ? [name] : [];
  return missed.map((part) => `${name}: ${part.word} ${part.name}`.trimEnd());
}

/** The shape that other programs rely on. `verified` is null while a script has not been proven on a copy. */
function toJson(comparison: SchemaComparison, { form, check }: PrintedScript): unknown {
  const { isIdentical, isAgreed, objects, scriptError, renames, notCompared } = comparison;
  const statements = form === "online" ? comparison.onlineStatements : comparison.statements;
  const checked = check === null || check.state === "notPossible" ? null : check.state === "equal";
  return {
    identical: isIdentical,
    statements: statements.map(({ sql, transactional, endsTransaction, hazards }) => ({
      sql,
      transactional,
      endsTransaction,
      hazards,
    })),
    renames: renames.map(({ word, from, to, state }) => ({ kind: word, from, to, state })),
    unsupported: notCompared,
    verified: isAgreed ? (isIdentical ? true : checked) : false,
    differences: objects.map(({ address, kind, source, parts }) => ({ ...address, change: kind, source, parts })),
    ...(scriptError === null ? {} : { scriptError }),
    ...(check === null ? {} : { check }),
  };
}
