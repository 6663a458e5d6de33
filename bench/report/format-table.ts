import type { Measurement, Target } from "./measurement.ts";
import { type Summary, summarize } from "./statistics.ts";

const heads = ["figure", "Steward", "peer", "ratio", "target", ""] as const;

/** The measurements as the lines of a Markdown table, which is also readable in a terminal. */
export function formatTable(measurements: readonly Measurement[]): readonly string[] {
  const rows = [heads, ...measurements.map(toCells)];
  const widths = heads.map((_, column) => Math.max(3, ...rows.map((row) => (row[column] ?? "").length)));
  const lines = rows.map(
    (row) => `| ${widths.map((width, column) => (row[column] ?? "").padEnd(width)).join(" | ")} |`,
  );
  lines.splice(1, 0, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`);
  return lines;
}

function toCells({ what, unit, values, peer, target }: Measurement): readonly string[] {
  const own = summarize(values);
  const other = peer && summarize(peer.values);
  const ratio = other && own.median / other.median;
  const isMet =
    target && (target.kind === "ratio" ? ratio !== null && ratio <= target.value : own.median < target.value);
  return [
    what,
    formatSummary(own, unit),
    peer && other ? `${peer.name}: ${formatSummary(other, unit)}` : "",
    ratio === null ? "" : ratio.toFixed(2),
    target ? formatTarget(target, unit) : "",
    isMet === null ? "" : isMet ? "met" : "missed",
  ];
}

function formatSummary({ median, least, most, count }: Summary, unit: string): string {
  const middle = `${formatNumber(median)} ${unit}`;
  return count === 1 ? middle : `${middle} (${formatNumber(least)} to ${formatNumber(most)}, ${count} times)`;
}

function formatTarget({ kind, value }: Target, unit: string): string {
  return kind === "ratio" ? `<= ${value} x peer` : `< ${formatNumber(value)} ${unit}`;
}

function formatNumber(value: number): string {
  return Math.abs(value) < 10 ? value.toFixed(1) : Math.round(value).toLocaleString("en");
}
