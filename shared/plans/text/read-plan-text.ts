import { AppError, isAppError } from "../../ipc/app-error.ts";
import type { JsonObject, JsonValue } from "../json/exact-json.ts";
import type { Plan } from "../model.ts";
import { toPlans } from "../reading/read-plans.ts";
import { cleanLines } from "./cleaning/clean-lines.ts";
import { findDocuments, looksLikeJson, unwrapDocuments } from "./json/find-documents.ts";
import { readWrappedJson } from "./json/read-wrapped-json.ts";
import { joinPieces, likelyWrappings } from "./lines/join-pieces.ts";
import { toLogicalLines } from "./lines/logical-lines.ts";
import { buildPlans } from "./nodes/build-plans.ts";
import { finishPlan } from "./nodes/finish-plan.ts";
import { holdsNoPlan } from "./plan-text-error.ts";

/** What a pasted text held. */
export interface PlanText {
  readonly plans: readonly Plan[];
  /** What the reader of the plans should know: lines left out, an end that may be missing. Sentences in English. */
  readonly remarks: readonly string[];
}

/** Longest text that is read, in characters. */
export const maxPlanTextLength = 16_000_000;
const maxLines = 300_000;

/**
 * Reads plans from any text: EXPLAIN's TEXT or JSON of 14 to 18, as printed by psql, other tools, logs (auto_explain), or
 * pasted through mails and terminals that wrapped it. Throws AppError `tooLarge`, or `invalidInput` that names the line
 * where the text breaks; never gives a smaller tree than was printed when the text shows that something is missing.
 */
export function readPlanText(text: string): PlanText {
  if (text.length > maxPlanTextLength)
    throw new AppError("tooLarge", "This text is longer than 16 million characters.", {
      hint: "Paste the plan alone, or save it as a file and shorten what is not part of it.",
    });
  const asJson = readCleanJson(text);
  const { elements, remarks } = asJson ?? readDirtyText(text);
  return { plans: elements.flatMap((element) => toPlans(element)), remarks };
}

interface Elements {
  readonly elements: readonly JsonObject[];
  readonly remarks: readonly string[];
}

/** A text that is JSON from its first character to its last is read as it stands; null for any other. */
function readCleanJson(text: string): Elements | null {
  const documents = /^\s*[[{]/.test(text) ? tryDocuments(text) : null;
  return documents === null ? null : unwrap(documents);
}

/** Null when broken lines may be the reason that it is no JSON: the dirty way says what is wrong when they are not. */
function tryDocuments(text: string): readonly JsonValue[] | null {
  try {
    return findDocuments(text);
  } catch (error) {
    if (isAppError(error, "invalidInput")) return null;
    throw error;
  }
}

function readDirtyText(text: string): Elements {
  if (text.split("\n", maxLines + 1).length > maxLines)
    throw new AppError("tooLarge", "This text has more than 300,000 lines.", { hint: "Paste the plan alone." });
  const lines = cleanLines(text);
  const whole = lines.map((line) => line.text).join("\n");
  const quoted = unquoteCell(whole);
  if (looksLikeJson(quoted)) return unwrap(readWrappedJson(quoted.split("\n")));
  refuseOtherFormats(whole);
  const { lines: logical, leftOut } = toLogicalLines(lines);
  // What EXPLAIN says of a rule that does nothing instead.
  if (logical.length === 0 && /^[ ]*Query rewrites to nothing$/m.test(whole)) return { elements: [], remarks: [] };
  if (logical.length === 0) throw holdsNoPlan("No plan was found in this text.");
  const width = Math.max(...lines.map((line) => line.text.length));
  const elements = readFirst(likelyWrappings(logical, width), (wrapping) =>
    buildPlans(logical.map(({ pieces, ...line }) => ({ ...line, text: joinPieces(pieces, wrapping, width) }))).map(
      finishPlan,
    ),
  );
  return { elements, remarks: [...remarkLeftOut(leftOut), ...remarkEnd(elements)] };
}

/** The result of the first way that can be gone; when none can, what the first one threw. */
function readFirst<Way, Result>(ways: readonly Way[], read: (way: Way) => Result): Result {
  let first: unknown = null;
  for (const way of ways) {
    try {
      return read(way);
    } catch (error) {
      if (!isAppError(error, "invalidInput")) throw error;
      first ??= error;
    }
  }
  throw first;
}

function unwrap(documents: readonly JsonValue[]): Elements {
  const { elements, texts } = unwrapDocuments(documents);
  if (elements.length > 0 || texts.length === 0) return { elements, remarks: [] };
  // Rows of a result, one line of text or one whole document each.
  const rows = texts.join("\n");
  return readCleanJson(rows) ?? readDirtyText(rows);
}

/** A cell of a CSV file holds the whole document in quotes, each of its own quotes doubled. */
function unquoteCell(text: string): string {
  const cell = /^\s*"\s*([[{].*[\]}])\s*"\s*$/s.exec(text)?.[1];
  return cell === undefined ? text : cell.replaceAll('""', '"');
}

function refuseOtherFormats(text: string): void {
  const format = /<explain\b|<Node-Type>/.test(text) ? "XML" : /^[ ]*Node Type: "?[A-Z]/m.test(text) ? "YAML" : null;
  if (format === null) return;
  throw holdsNoPlan(
    `This is EXPLAIN's ${format}, which is not read.`,
    "Use EXPLAIN (FORMAT JSON) or plain EXPLAIN; the best is EXPLAIN (ANALYZE, VERBOSE, BUFFERS, FORMAT JSON).",
  );
}

function remarkLeftOut(numbers: readonly number[]): readonly string[] {
  const [first] = numbers;
  if (first === undefined) return [];
  const count = numbers.length;
  return [
    count === 1
      ? `Line ${first} is no part of a plan and was left out.`
      : `${count} lines, the first of them line ${first}, are no part of a plan and were left out.`,
  ];
}

/** A text that was cut between two nodes looks whole: only the times at its end tell. */
function remarkEnd(elements: readonly JsonObject[]): readonly string[] {
  const hasOpenEnd = elements.some(
    ({ Plan: root, ...summary }) =>
      typeof root === "object" && root !== null && "Actual Loops" in root && summary["Execution Time"] === undefined,
  );
  if (!hasOpenEnd) return [];
  return ["The text ends without an execution time: its end may be missing, or EXPLAIN ran with SUMMARY off."];
}
