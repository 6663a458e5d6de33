import type { QueryAdvice, Recommendation } from "../../../shared/adviser/model.ts";

/** `38 × less`, `1.5 × less`, `as much`: how much of something is left. */
export function timesLess(before: number, after: number): string {
  if (after <= 0) return before <= 0 ? "as much" : "nothing left";
  const times = before / after;
  if (times < 1.05) return "as much";
  return `${times >= 10 ? Math.round(times).toLocaleString("en-US") : times.toFixed(1)} × less`;
}

/** The first line of a query that says something, for a list. */
export function firstLine(sql: string): string {
  const line = sql.split("\n").find((text) => text.trim() !== "" && !text.trim().startsWith("--"));
  return (line ?? sql).trim().replaceAll(/\s+/g, " ");
}

const shownCharacters = 300;

/** A query in one line, its end cut. */
export function oneLine(sql: string): string {
  const line = sql.trim().replaceAll(/\s+/g, " ");
  return line.length > shownCharacters ? `${line.slice(0, shownCharacters)}…` : line;
}

/** What an answer comes to, in two words. */
export function outcomeOf({ recommendations }: Pick<QueryAdvice, "recommendations">): string {
  if (recommendations.length === 0) return "none";
  return recommendations.length === 1 ? "1 index" : `${recommendations.length} indexes`;
}

/** The reason of a migration that is drafted from a proof: what a reviewer wants to know. */
export function draftReason({ reason, proven, before, after }: Recommendation, query: string): string {
  const figures =
    proven && before !== null && after !== null
      ? `Proven on a branch: ${before.ms.toFixed(1)} → ${after.ms.toFixed(1)} ms, ${before.buffers} → ${after.buffers} pages.`
      : "Not proven: the connection has no branches.";
  return `${reason}\n\n${figures}\n\nFor the query:\n${query}`;
}
