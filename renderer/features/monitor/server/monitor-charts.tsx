import { useMemo } from "react";
import { TimeChart } from "../../../ui/charts/time-chart.tsx";
import { formatBytes, formatCount, formatShortCount } from "../../../ui/display/format.ts";
import type { LookPoint } from "../looking/kept-looks.ts";

/** What the charts are wide for: as long as there are looks, within these. */
const shortestMs = 60_000;
const longestMs = 10 * 60_000;

/** Sessions, transactions and bytes over the looks of the last ten minutes. */
export function MonitorCharts({
  points,
  maxConnections,
}: {
  readonly points: readonly LookPoint[];
  readonly maxConnections: number;
}) {
  const charts = useMemo(() => chartsOf(points), [points]);
  const times = useMemo(() => points.map(({ atMs }) => atMs), [points]);
  const spanMs = Math.min(longestMs, Math.max(shortestMs, (times.at(-1) ?? 0) - (times[0] ?? 0)));
  if (points.length < 2)
    return (
      <p className="monitor-charts-none muted">
        Rates and charts need a second look: they are what changed between two. The server allows{" "}
        {formatCount(maxConnections)} connections.
      </p>
    );
  return (
    <div className="monitor-charts">
      {charts.map(({ title, lines, format }) => (
        <TimeChart key={title} title={title} times={times} spanMs={spanMs} lines={lines} format={format} />
      ))}
    </div>
  );
}

function chartsOf(points: readonly LookPoint[]) {
  const of = (read: (point: LookPoint) => number | null) => points.map(read);
  return [
    {
      title: "Sessions",
      format: (value: number) => (Number.isInteger(value) ? formatCount(value) : ""),
      lines: [
        { label: "active", token: "--info", values: of(({ counts }) => counts.active) },
        { label: "idle in transaction", token: "--compute-idle", values: of(({ counts }) => counts.idleInTransaction) },
        { label: "waiting", token: "--error", values: of(({ counts }) => counts.waiting) },
      ],
    },
    {
      title: "Transactions per second",
      format: formatShortCount,
      lines: [
        { label: "committed", token: "--success", values: of(({ rates }) => rates?.commits ?? null) },
        { label: "rolled back", token: "--error", values: of(({ rates }) => rates?.rollbacks ?? null) },
      ],
    },
    {
      title: "Rows per second",
      format: formatShortCount,
      lines: [
        { label: "read", token: "--info", values: of(({ rates }) => rates?.rowsRead ?? null) },
        { label: "written", token: "--compute-idle", values: of(({ rates }) => rates?.rowsWritten ?? null) },
      ],
    },
    {
      title: "Bytes per second",
      format: formatBytes,
      lines: [
        { label: "read from disk", token: "--info", values: of(({ rates }) => rates?.readBytes ?? null) },
        { label: "log", token: "--code-keyword", values: of(({ rates }) => rates?.walBytes ?? null) },
        { label: "temporary", token: "--compute-idle", values: of(({ rates }) => rates?.temporaryBytes ?? null) },
      ],
    },
  ];
}
