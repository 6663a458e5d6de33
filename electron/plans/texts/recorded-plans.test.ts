import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPlanText } from "../../../shared/plans/text/read-plan-text.ts";
import { differences } from "../../../shared/plans/text/testing/compare-plans.ts";
import { wrapHard, wrapWords } from "../../../shared/plans/text/testing/wrap-text.ts";

/**
 * What servers from 14 to 18 said of one statement: JSON in the first line, text in the others, both without times (ANALYZE,
 * VERBOSE, TIMING OFF), so that every figure is the same. A case is added by adding a file.
 */
const folder = join(import.meta.dirname, "recorded");
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".txt"));

function recorded(file: string): { readonly json: string; readonly text: string } {
  const content = readFileSync(join(folder, file), "utf8");
  const end = content.indexOf("\n");
  return { json: content.slice(0, end), text: content.slice(end + 1).trimEnd() };
}

describe("text and JSON of one statement give the same plan, to the last figure", () => {
  it.each(files)("%s", (file) => {
    const { json, text } = recorded(file);
    const fromJson = readPlanText(json);
    const fromText = readPlanText(text);
    expect(differences(fromJson.plans, fromText.plans, true)).toEqual([]);
  });
});

describe("lines that a terminal or a mail broke give the same plan", () => {
  it.each(files)("%s", (file) => {
    const { text } = recorded(file);
    const whole = figuresOf(text);
    const wrapped = [60, 80, 118].flatMap((width) => [
      wrapHard(text, width),
      wrapHard(asPsql(text), width),
      wrapWords(text, width),
    ]);
    expect(wrapped.filter((one) => figuresOf(one) !== whole)).toEqual([]);
  });
});

/** The tree with its names and figures. Whether a blank stood where a condition was broken, nobody can tell. */
function figuresOf(text: string): string {
  const { plans } = readPlanText(text);
  const nodes = plans.flatMap((plan) => plan.nodes);
  return JSON.stringify(
    nodes.map((node) => [
      [node.parentId, node.nodeType, node.relationship, node.subplanName],
      [node.schema, node.relation, node.alias, node.index],
      [node.rows, node.loops, node.estimatedRows, node.estimatedCost, node.buffers],
    ]),
  );
}

/** The text as psql prints it: a head, a rule, a blank before each line, the count of rows. */
function asPsql(text: string): string {
  const lines = text.split("\n").map((line) => ` ${line}`);
  const width = Math.max(...lines.map((line) => line.length)) + 1;
  return [" QUERY PLAN".padEnd(width), "-".repeat(width), ...lines, `(${lines.length} rows)`].join("\n");
}

describe("a text that lost lines is never read as a smaller plan", () => {
  it.each(files)("%s", (file) => {
    const text = `${recorded(file).text}\nPlanning Time: 0.100 ms\nExecution Time: 1.000 ms`;
    const lines = text.split("\n");
    const whole = readPlanText(text).plans.flatMap((plan) => plan.nodes).length;
    const silent: string[] = [];
    for (let cut = 0; cut < lines.length; cut += 1) {
      const rest = lines.toSpliced(cut, 1);
      // With psql's count of rows every loss shows.
      if (outcomeOf(asPsql(text).replace(`\n ${lines[cut] ?? ""}\n`, "\n")) !== "refused") silent.push(`psql ${cut}`);
      // A text that ends too early has no times at its end: that is said.
      const ended = outcomeOf(lines.slice(0, cut).join("\n"));
      if (typeof ended === "number" && ended < whole) silent.push(`end ${cut}`);
      const isNode = (lines[cut] ?? "").includes("->  ");
      const hasBelow = (lines[cut + 1] ?? "").search(/\S/) > (lines[cut] ?? "").search(/\S/);
      // Without the count, a node's own line cannot go unnoticed while anything stands below it.
      if (isNode && hasBelow && typeof outcomeOf(rest.join("\n")) === "number") silent.push(`node ${cut}`);
    }
    expect(silent).toEqual([]);
  });
});

/** Nodes that were read without a word, or what was said instead. */
function outcomeOf(text: string): number | "refused" | "remarked" {
  try {
    const { plans, remarks } = readPlanText(text);
    return remarks.length > 0 ? "remarked" : plans.flatMap((plan) => plan.nodes).length;
  } catch {
    return "refused";
  }
}
