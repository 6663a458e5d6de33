import { scanFigures } from "../../advice/scan-figures.ts";
import type { FunctionContext, PlanNode } from "../../model.ts";
import { escapePattern } from "../escape-pattern.ts";
import { nodeRule } from "../node-rule.ts";
import { count, nameNode, textOf } from "../subject.ts";

const minMsPerRow = 0.02;
const minRows = 100;

/** A function of the user's that a scan calls once per row, and that takes most of its time. */
export const slowFunction = nodeRule("slow-function", (subject, node) => {
  const { read } = scanFigures(node);
  const perRow = ((node.exclusiveMs ?? 0) * node.divisor) / Math.max(1, read);
  if (!/Scan$/.test(node.nodeType) || read < minRows || perRow < minMsPerRow) return null;
  const called = (subject.context.functions ?? []).find((one) => calls(node, one));
  if (called === undefined) return null;
  const remedy =
    called.volatility === "volatile"
      ? "It is marked VOLATILE: STABLE or IMMUTABLE, where that is true, lets the planner call it less often, and IMMUTABLE lets an index hold its values."
      : called.isParallelSafe
        ? "A higher COST makes the planner check the cheap conditions first; or keep its value in a column."
        : "It is not marked PARALLEL SAFE: where that is true, workers can share the calls. A higher COST makes the planner check the cheap conditions first.";
  return {
    message: `${nameNode(node)} calls ${called.name}() for each of ${count(read)} rows, ${(perRow * 1000).toFixed(0)} µs a row. ${remedy}`,
    evidence: {
      function: `${called.schema}.${called.name}`,
      volatility: called.volatility,
      language: called.language,
      rows: read,
      microsecondsPerRow: Math.round(perRow * 1000),
    },
    savedMs: null,
    severity: "warning",
  };
});

function calls(node: PlanNode, { name }: FunctionContext): boolean {
  const { Output: output } = node.properties;
  const texts = [textOf(node, "Filter"), ...(Array.isArray(output) ? output.map(String) : [])];
  const quoted = `"${name.replaceAll('"', '""')}"`;
  const pattern = new RegExp(`(?:(?<![\\p{L}\\p{N}_$"])${escapePattern(name)}|${escapePattern(quoted)})\\(`, "u");
  return texts.some((text) => pattern.test(text));
}
