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
  const isMet = target && meets(target, own, ratio);
  return [
    what,
    target?.kind === "p95" ? formatSpread(own, unit) : formatSummary(own, unit),
    peer && other ? `${peer.name}: ${formatSummary(other, unit)}` : "",
    ratio === null ? "" : ratio.toFixed(2),
    target ? formatTarget(target, unit) : "",
    isMet === null ? "" : isMet ? "met" : "missed",
  ];
}

function meets({ kind, value }: Target, { median, p95 }: Summary, ratio: number | null): boolean {
  if (kind === "ratio") return ratio !== null && ratio <= value;
  return kind === "p95" ? p95 <= value : median < value;
}

function formatSpread({ median, p95, p99, most, count }: Summary, unit: string): string {
  const [middle, high, higher, highest] = [median, p95, p99, most].map((value) => value.toFixed(1));
  return `${middle} ${unit} (p95 ${high}, p99 ${higher}, most ${highest}, ${count} times)`;
}

function formatSummary({ median, least, most, count }: Summary, unit: string): string {
  const middle = `${formatNumber(median)} ${unit}`;
  return count === 1 ? middle : `${middle} (${formatNumber(least)} to ${formatNumber(most)}, ${count} times)`;
}

function formatTarget({ kind, value }: Target, unit: string): string {
  if (kind === "ratio") return `<= ${value} x peer`;
  return kind === "p95" ? `p95 <= ${value} ${unit}` : `< ${formatNumber(value)} ${unit}`;
}

function formatNumber(value: number): string {
  return Math.abs(value) < 10 ? value.toFixed(1) : Math.round(value).toLocaleString("en");
}
