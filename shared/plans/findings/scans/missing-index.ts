import { createIndexFix } from "../../../indexes/index-ddl.ts";
import { adviseScan } from "../../advice/advise-scan.ts";
import { scanFigures } from "../../advice/scan-figures.ts";
import { count, matters, nameNode, type PlanRule, percent, severityOf } from "../subject.ts";
import { isRepeated } from "./repeated-scan.ts";

const scans: ReadonlySet<string> = new Set(["Seq Scan", "Index Scan", "Bitmap Heap Scan"]);
const minRemovedShare = 0.9;
const minRead = 10_000;

/** A scan that throws nearly everything away, and a b-tree index that would not have read it. */
export const missingIndex: PlanRule = {
  code: "missing-index",
  find: (subject) =>
    subject.plan.nodes.flatMap((node) => {
      const figures = scanFigures(node);
      const isSelective = figures.removedShare >= minRemovedShare && figures.read >= minRead;
      if (!scans.has(node.nodeType) || !isSelective || !matters(subject, node) || isRepeated(subject, node)) return [];
      const advice = adviseScan(subject, node);
      if (advice.kind !== "btree") return [];
      const savedMs = (node.exclusiveMs ?? 0) * figures.removedShare;
      const existing = subject.relationOf(node)?.indexes.map((index) => index.name) ?? [];
      return [
        {
          code: "missing-index",
          severity: severityOf(subject, savedMs),
          subject: nameNode(node),
          message: `${nameNode(node)} removes ${percent(figures.removedShare)} of the rows: it reads ${count(figures.read)} to keep ${count(figures.kept)}. No index starts with ${advice.draft.keys[0]}.`,
          evidence: {
            rowsRead: figures.read,
            rowsKept: figures.kept,
            exclusiveMs: node.exclusiveMs,
            filter: String(node.properties.Filter ?? ""),
          },
          fix: createIndexFix(advice.draft, existing),
          nodeId: node.id,
          savedMs,
        },
      ];
    }),
};
