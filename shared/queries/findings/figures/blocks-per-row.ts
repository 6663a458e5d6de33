import { perCall, type QueryRule, subjectOf } from "../query-rule.ts";

const minBlocks = 1000;

/** A read that is no aggregation touches at least 1,000 blocks for each row that it gives, and as many with a call. */
export const blocksPerRow: QueryRule = (query) => {
  const { group, traits } = query;
  const { sharedHit, sharedRead, rows } = group.figures.counters;
  if (traits.kind !== "read" || traits.isOfCatalog || traits.hasAggregate) return null;
  if (sharedHit === null || sharedRead === null) return null;
  const blocks = sharedHit + sharedRead;
  const each = perCall(query, blocks) ?? 0;
  const perRow = blocks / Math.max(1, rows ?? 0);
  if (each < minBlocks || perRow < minBlocks) return null;
  return {
    code: "blocks-per-row",
    severity: "warning",
    subject: subjectOf(group),
    message:
      "It reads very many blocks for each row that it gives: likely a scan whose filter throws nearly everything away. Its plan shows which one; an index on the filter's columns is the usual remedy.",
    evidence: {
      blocksPerRow: Math.round(perRow),
      blocksPerCall: Math.round(each),
      rowsPerCall: group.figures.rowsPerCall,
    },
  };
};
