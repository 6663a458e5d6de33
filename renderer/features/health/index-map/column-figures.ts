import type { ColumnStatistics } from "../../../../shared/indexes/model.ts";
import { formatCount, formatPercent, formatShortCount } from "../../../ui/display/format.ts";

/** Distinct values in few characters: "all", "12", "41 k"; a dash where nobody knows. */
export function distinctFigure(statistics: ColumnStatistics | null, rows: number | null): string {
  const values = distinctValues(statistics, rows);
  if (statistics === null || values === null) return "–";
  return statistics.distinct === -1 ? "all" : formatShortCount(values);
}

/** Correlation in few characters: "1", "−.42"; a dash where the type has no order. */
export function correlationFigure(statistics: ColumnStatistics | null): string {
  const correlation = statistics?.correlation ?? null;
  if (correlation === null) return "–";
  const text = Math.abs(correlation).toFixed(2).replace(/^0/, "").replace("1.00", "1");
  return correlation <= -0.005 ? `−${text}` : text;
}

/** What is known of a column, as a sentence: type, distinct values, NULLs, order on disk. */
export function columnWords(type: string, statistics: ColumnStatistics | null, rows: number | null): string {
  const values = distinctValues(statistics, rows);
  if (statistics === null || values === null) return `${type}; no statistics`;
  const distinct =
    statistics.distinct === -1 ? "every value once" : `about ${formatCount(Math.round(values))} distinct values`;
  const nulls = statistics.nullShare === 0 ? "" : `, ${formatPercent(statistics.nullShare)} NULL`;
  const order = statistics.correlation === null ? "" : `, correlation ${statistics.correlation.toFixed(2)}`;
  return `${type}; ${distinct}${nulls}${order}`;
}

/** A negative figure is a share of the rows. */
export function distinctValues(statistics: ColumnStatistics | null, rows: number | null): number | null {
  if (statistics === null) return null;
  if (statistics.distinct >= 0) return statistics.distinct;
  return rows === null ? null : -statistics.distinct * rows;
}
