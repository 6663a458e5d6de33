import { adviseScan } from "../../advice/advise-scan.ts";
import { scanFigures } from "../../advice/scan-figures.ts";
import { readConditions } from "../../conditions/read-conditions.ts";
import { count, matters, nameNode, type PlanRule, percent, severityOf, textOf } from "../subject.ts";
import { isRepeated } from "./repeated-scan.ts";

/** A sequential scan that throws most rows away where no new index can be advised: say why. */
export const unservedFilter: PlanRule = {
  code: "unserved-filter",
  find: (subject) =>
    subject.plan.nodes.flatMap((node) => {
      const figures = scanFigures(node);
      const isWasteful = figures.removedShare >= 0.9 && figures.read >= 10_000;
      if (node.nodeType !== "Seq Scan" || !isWasteful || !matters(subject, node) || isRepeated(subject, node))
        return [];
      const advice = adviseScan(subject, node);
      if (advice.kind !== "none" && advice.kind !== "existing") return [];
      const called = readConditions(textOf(node, "Filter")).find((part) => part.kind === "function");
      const why =
        advice.kind === "existing"
          ? `Index ${advice.index.name} fits the filter and was not chosen: look at the estimate and the statistics.`
          : called?.kind === "function"
            ? `The function ${called.name}() around the column hides it from an index: rewrite the condition, or index the expression.`
            : "The filter compares in a way that no index of one column serves.";
      const savedMs = (node.exclusiveMs ?? 0) * figures.removedShare;
      return [
        {
          code: "unserved-filter",
          severity: severityOf(subject, savedMs),
          subject: nameNode(node),
          message: `${nameNode(node)} removes ${percent(figures.removedShare)} of ${count(figures.read)} rows. ${why}`,
          evidence: { rowsRead: figures.read, rowsKept: figures.kept, filter: textOf(node, "Filter") },
          nodeId: node.id,
          savedMs,
        },
      ];
    }),
};
