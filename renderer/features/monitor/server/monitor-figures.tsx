import type { MonitorSample } from "../../../../shared/monitor/model.ts";
import type { Rates } from "../../../../shared/monitor/rules/rates.ts";
import { countSessions } from "../../../../shared/monitor/rules/session-counts.ts";
import { formatBytes, formatCount, formatPercent, formatShortCount } from "../../../ui/display/format.ts";
import { durationText } from "../monitor-words.ts";

interface MonitorFiguresProps {
  readonly sample: MonitorSample;
  readonly rates: Rates | null;
  readonly waiting: number;
}

/** From this share of the connections on, the next one may be refused soon. */
const crowded = 0.8;

/** The figures that are looked at first. */
export function MonitorFigures({ sample, rates, waiting }: MonitorFiguresProps) {
  const { maxConnections, reservedConnections } = sample.server;
  const counts = countSessions(sample);
  const room = maxConnections - reservedConnections;
  const figures: readonly Figure[] = [
    {
      label: "Connections",
      value: `${formatCount(counts.clients)} of ${formatCount(room)}`,
      isWarning: counts.clients >= room * crowded,
    },
    { label: "Active", value: formatCount(counts.active) },
    { label: "Waiting for a lock", value: formatCount(waiting), isWarning: waiting > 0 },
    {
      label: "Idle in transaction",
      value: formatCount(counts.idleInTransaction),
      isWarning: counts.idleInTransaction > 0 && (counts.longest?.transactionSeconds ?? 0) > 60,
    },
    { label: "Longest transaction", value: durationText(counts.longest?.transactionSeconds ?? null) || "none" },
    { label: "Transactions", value: perSecond(rates && sum(rates.commits, rates.rollbacks), formatShortCount) },
    { label: "Cache hit", value: rates?.cacheHit == null ? "–" : formatPercent(rates.cacheHit) },
    { label: "Written to the log", value: perSecond(rates?.walBytes ?? null, formatBytes) },
  ];
  return (
    <dl className="monitor-figures">
      {figures.map(({ label, value, isWarning }) => (
        <div key={label} data-warning={isWarning ?? false}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface Figure {
  readonly label: string;
  readonly value: string;
  readonly isWarning?: boolean;
}

function perSecond(value: number | null, format: (value: number) => string): string {
  return value === null ? "–" : `${format(value)}/s`;
}

function sum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}
