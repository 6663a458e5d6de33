import { createIndexFix } from "../../../indexes/index-ddl.ts";
import { adviseScan } from "../../advice/advise-scan.ts";
import { scanFigures } from "../../advice/scan-figures.ts";
import type { PlanNode } from "../../model.ts";
import { count, matters, nameNode, type PlanRule, type PlanSubject, perLoop, severityOf } from "../subject.ts";

const minRowsRead = 10_000;

/** Runs once for each outer row; under a Gather the loops count processes, so they are divided first. */
export function isRepeated({ parentOf }: PlanSubject, node: PlanNode): boolean {
  const loops = (node.loops ?? 0) / node.divisor;
  if (loops < 2) return false;
  const parent = parentOf(node);
  const isInner = parent?.nodeType === "Nested Loop" && node.relationship === "Inner";
  return isInner || node.relationship === "SubPlan" || hasSubPlanAbove(parentOf, node);
}

function hasSubPlanAbove(parentOf: PlanSubject["parentOf"], node: PlanNode): boolean {
  for (let at: PlanNode | null = node; at !== null; at = parentOf(at)) if (at.relationship === "SubPlan") return true;
  return false;
}

/** A whole table read again for every row of the outer side. */
export const repeatedScan: PlanRule = {
  code: "repeated-scan",
  find: (subject) =>
    subject.plan.nodes.flatMap((node) => {
      if (node.nodeType !== "Seq Scan" || !isRepeated(subject, node) || !matters(subject, node)) return [];
      const parent = subject.parentOf(node);
      const joinRemoved = parent === null ? 0 : perLoop(parent, "Rows Removed by Join Filter");
      const figures = scanFigures(node);
      const loops = (node.loops ?? 0) / node.divisor;
      if (figures.read < minRowsRead) return [];
      const advice = adviseScan(subject, node);
      const savedMs = (node.exclusiveMs ?? 0) * (1 - 1 / loops);
      const taken = subject.relationOf(node)?.indexes.map((index) => index.name) ?? [];
      const hasDraft = advice.kind !== "existing" && advice.kind !== "none";
      return [
        {
          code: "repeated-scan",
          severity: severityOf(subject, savedMs),
          subject: nameNode(node),
          message: `${nameNode(node)} runs ${count(loops)} times and reads ${count(figures.read)} rows in all.`,
          evidence: { loops, rowsRead: figures.read, exclusiveMs: node.exclusiveMs, rowsRemovedByJoin: joinRemoved },
          ...(hasDraft ? { fix: createIndexFix(advice.draft, taken) } : {}),
          nodeId: node.id,
          savedMs,
        },
      ];
    }),
};
