import { scanWords } from "../../../sql/scan-words.ts";
import { perCall, type QueryRule, subjectOf } from "../query-rule.ts";

/**
 * OFFSET by a value that changes (or of 1,000 and more), and at least 100 blocks read for a call and 10 for each row that
 * is kept: the rows before it are read and thrown away. How many only a plan tells.
 */
export const largeOffset: QueryRule = (query) => {
  const { group } = query;
  const { sharedHit, sharedRead, rows } = group.figures.counters;
  if (group.sql === null || sharedHit === null || sharedRead === null) return null;
  const blocks = sharedHit + sharedRead;
  const each = perCall(query, blocks) ?? 0;
  const perRow = blocks / Math.max(1, rows ?? 0);
  if (each < 100 || perRow < 10 || !skipsRows(group.sql)) return null;
  return {
    code: "large-offset",
    severity: "warning",
    subject: subjectOf(group),
    message:
      "OFFSET reads the rows before it and throws them away, so that each page costs more than the one before. Page by the last row's key instead: WHERE (key) > ($1) ORDER BY key LIMIT n.",
    evidence: {
      blocksPerCall: Math.round(each),
      blocksPerRow: Math.round(perRow),
      rowsPerCall: group.figures.rowsPerCall,
    },
  };
};

function skipsRows(sql: string): boolean {
  const words = scanWords(sql);
  return words.some(({ kind, text }, at) => {
    if (kind !== "name" || text !== "offset") return false;
    const next = words[at + 1]?.text ?? "";
    return next.startsWith("$") || next === "(" || Number(next) >= 1000;
  });
}
