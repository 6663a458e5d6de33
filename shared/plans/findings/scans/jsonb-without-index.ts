import { createIndexFix } from "../../../indexes/index-ddl.ts";
import { adviseScan } from "../../advice/advise-scan.ts";
import { scanFigures } from "../../advice/scan-figures.ts";
import { count, matters, nameNode, type PlanRule, percent, severityOf } from "../subject.ts";
import { isRepeated } from "./repeated-scan.ts";

const reasons = {
  jsonExpression: "No index holds the value that ->> takes out of the document.",
  gin: "The column has no GIN index, which is what serves this operator.",
  trigram:
    "A pattern that begins with %, or that takes capitals for small letters, cannot use a b-tree; a trigram index can serve it.",
  prefix: "Under a collation that is not C a plain b-tree does not serve LIKE 'abc%'; one in the order of bytes does.",
} as const;

/** A condition on JSONB, an array, text search or LIKE '%...%' that a special index would serve. */
export const jsonbWithoutIndex: PlanRule = {
  code: "jsonb-without-index",
  find: (subject) =>
    subject.plan.nodes.flatMap((node) => {
      const figures = scanFigures(node);
      const isScan =
        node.nodeType === "Seq Scan" || node.nodeType === "Bitmap Heap Scan" || node.nodeType === "Index Scan";
      if (!isScan || figures.removedShare < 0.9 || figures.read < 10_000 || !matters(subject, node)) return [];
      const advice = adviseScan(subject, node);
      if (advice.kind === "none" || advice.kind === "existing" || advice.kind === "btree") return [];
      if (isRepeated(subject, node)) return [];
      const savedMs = (node.exclusiveMs ?? 0) * figures.removedShare;
      const taken = subject.relationOf(node)?.indexes.map((index) => index.name) ?? [];
      const fix = createIndexFix(advice.draft, taken);
      const isPattern = advice.kind === "trigram" || advice.kind === "prefix";
      const extension = "CREATE EXTENSION IF NOT EXISTS pg_trgm;\n";
      return [
        {
          code: isPattern ? "pattern-without-index" : "jsonb-without-index",
          severity: severityOf(subject, savedMs),
          subject: nameNode(node),
          message: `${nameNode(node)} removes ${percent(figures.removedShare)} of ${count(figures.read)} rows. ${reasons[advice.kind]}`,
          evidence: {
            rowsRead: figures.read,
            rowsKept: figures.kept,
            exclusiveMs: node.exclusiveMs,
            filter: String(node.properties.Filter ?? ""),
          },
          fix: advice.kind === "trigram" ? { ...fix, sql: extension + fix.sql } : fix,
          nodeId: node.id,
          savedMs,
        },
      ];
    }),
};
