import { readableName } from "../../../indexes/readable-name.ts";
import { scanFigures } from "../../advice/scan-figures.ts";
import { nodeRule } from "../node-rule.ts";
import { count, nameNode, percent, totalOf } from "../subject.ts";

const minShare = 0.05;
const minFetches = 1000;

/** An index-only scan that has to look into the table all the same, because pages are not marked all-visible. */
export const heapFetches = nodeRule("heap-fetches", (subject, node) => {
  const fetches = totalOf(node, "Heap Fetches"); // a total, not an average per loop
  const { read } = scanFigures(node);
  const share = Math.min(1, fetches / Math.max(1, read));
  if (node.nodeType !== "Index Only Scan" || fetches < minFetches || share < minShare) return null;
  const relation = subject.relationOf(node);
  const vacuum =
    relation === null
      ? {}
      : {
          fix: {
            title: `Vacuum ${relation.name}`,
            sql: `VACUUM ${readableName(relation.schema, relation.name)};`,
            transactional: false,
          },
        };
  return {
    message: `${nameNode(node)} visits the table ${count(fetches)} times, ${percent(share)} of its rows: VACUUM has not marked these pages as visible to all. Long transactions keep it from doing so.`,
    evidence: { heapFetches: fetches, rowsRead: read, fetchedShare: percent(share) },
    savedMs: (node.exclusiveMs ?? 0) * share,
    ...vacuum,
  };
});
