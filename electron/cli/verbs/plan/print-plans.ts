import { findPlanProblems } from "../../../../shared/plans/findings/registry.ts";
import type { Plan, PlanContext, PlanNode } from "../../../../shared/plans/model.ts";
import type { CliContext, ExitCode } from "../../cli-context.ts";
import { formatMs, formatTable, type OutputFormat, type TableColumn, visible } from "../../output.ts";
import type { Cli } from "../../verb.ts";

interface Explained {
  readonly plans: readonly Plan[];
  readonly context: PlanContext;
}

type Output = Pick<CliContext, "print" | "printJson" | "printList">;

/** Printing without the app's context. */
export function outputOf({ terminal }: Cli): Output {
  return {
    print: (text) => terminal.writeOut(`${text}\n`),
    printJson: (value) => terminal.writeOut(`${JSON.stringify(value, null, 2)}\n`),
    printList: (_, rows, shown) => terminal.writeOut(`${formatTable(shown, rows)}\n`),
  };
}

/** Prints plans with what the diagnoses say; 1 when one found something. */
export function printPlans(output: Output, format: OutputFormat, { plans, context }: Explained): ExitCode {
  const explained = plans.map((plan) => ({ plan, findings: findPlanProblems(plan, context) }));
  if (format === "json") output.printJson({ plans: explained.map(({ plan, findings }) => toJson(plan, findings)) });
  else
    for (const { plan, findings } of explained) {
      output.print(`Planning ${formatMs(plan.planningMs)}, execution ${formatMs(plan.executionMs)}`);
      output.printList("table", plan.nodes, columns);
      for (const { severity, message, fix } of findings)
        output.print(`\n${severity}: ${visible(message)}${fix === undefined ? "" : `\n${fix.sql}`}`);
    }
  return explained.some(({ findings }) => findings.length > 0) ? 1 : 0;
}

/** The shape that other programs rely on: nodes in pre-order, ms null when not executed. */
function toJson(plan: Plan, findings: ReturnType<typeof findPlanProblems>) {
  return {
    planningMs: plan.planningMs,
    executionMs: plan.executionMs,
    nodes: plan.nodes.map((node) => ({
      id: node.id,
      parentId: node.parentId,
      nodeType: node.nodeType,
      ...(node.relation === undefined ? {} : { relation: node.relation }),
      ...(node.index === undefined ? {} : { index: node.index }),
      loops: node.loops,
      divisor: node.divisor,
      rows: node.rows,
      inclusiveMs: node.inclusiveMs,
      exclusiveMs: node.exclusiveMs,
      exclusiveBuffers: node.exclusiveBuffers,
    })),
    findings,
  };
}

const columns: readonly TableColumn<PlanNode>[] = [
  {
    title: "node",
    text: (node) => `${"  ".repeat(node.depth)}${node.nodeType}${node.relation ? ` on ${node.relation}` : ""}`,
  },
  {
    title: "exclusive",
    text: (node) => formatMs(node.exclusiveMs === null ? null : Math.max(0, node.exclusiveMs)),
    isNumber: true,
  },
  { title: "inclusive", text: (node) => formatMs(node.inclusiveMs), isNumber: true },
  { title: "rows", text: (node) => (node.rows === null ? "–" : String(node.rows)), isNumber: true },
  { title: "estimate", text: (node) => String(node.estimatedRows), isNumber: true },
  { title: "loops", text: (node) => (node.loops === null ? "–" : String(node.loops)), isNumber: true },
];
