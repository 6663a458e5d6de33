import { BadgeCheck, CircleHelp } from "lucide-react";
import type { Recommendation } from "../../../shared/adviser/model.ts";
import { useIntents } from "../../state/intents.ts";
import { Button } from "../../ui/controls/button.tsx";
import { Badge } from "../../ui/display/badge.tsx";
import { CopyButton } from "../../ui/display/copy-button.tsx";
import { formatBytes, formatCount, formatMs } from "../../ui/display/format.ts";
import { type KeyValue, KeyValueList } from "../../ui/display/key-value.tsx";
import { SqlText } from "../../ui/display/sql-text.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { draftReason, oneLine, timesLess } from "./advice-words.ts";

interface ProofCardProps {
  readonly recommendation: Recommendation;
  readonly query: string;
  /** The queries of a workload that it serves. */
  readonly helped?: readonly string[];
}

/** One advised index: what it is, what it brings, what it costs, and the way to a migration. */
export function ProofCard({ recommendation, query, helped = [] }: ProofCardProps) {
  const proposeMigration = useIntents((state) => state.proposeMigration);
  const { name, ddl, downDdl, reason, proven, before, after } = recommendation;
  const draft = () =>
    proposeMigration({
      title: `Create index ${name}`,
      upSql: ddl,
      downSql: downDdl,
      reason: draftReason(recommendation, query),
    });
  return (
    <article className="proof-card" aria-label={`Index ${visibleName(name)}`}>
      <header className="proof-head">
        <h2 className="proof-name cut" title={visibleName(name)}>
          {visibleName(name)}
        </h2>
        {proven ? (
          <Badge tone="success" icon={BadgeCheck}>
            Proven on a branch
          </Badge>
        ) : (
          <Badge tone="warning" icon={CircleHelp}>
            Not proven
          </Badge>
        )}
      </header>
      <p className="proof-reason">{visibleName(reason)}</p>
      {before !== null && after !== null && (
        <div className="proof-bars">
          <BarPair label="Time" before={before.ms} after={after.ms} format={formatMs} />
          <BarPair label="Pages read" before={before.buffers} after={after.buffers} format={formatCount} />
          {before.triggerMs > 0 && (
            <BarPair label="Triggers" before={before.triggerMs} after={after.triggerMs} format={formatMs} />
          )}
        </div>
      )}
      <div className="proof-ddl">
        <SqlText sql={ddl} />
      </div>
      <KeyValueList items={costs(recommendation)} />
      {helped.length > 0 && (
        <section aria-label="Serves these queries">
          <h3 className="proof-helped-title">Serves</h3>
          <ul className="proof-helped">
            {helped.map((sql) => (
              <li key={sql}>
                <SqlText sql={visibleName(oneLine(sql))} isInline />
              </li>
            ))}
          </ul>
        </section>
      )}
      <footer className="proof-actions">
        <Button variant="primary" isSmall onPress={draft}>
          Draft migration
        </Button>
        <CopyButton text={ddl} label="Copy the SQL" />
      </footer>
    </article>
  );
}

function costs({ sizeBytes, buildMs, writeCost, redundantIndexes }: Recommendation): readonly KeyValue[] {
  const { walBytesPerRow = null, microsecondsPerRow = null, endsHotFor = [] } = writeCost ?? {};
  return [
    ...(sizeBytes === null ? [] : [{ key: "Size", value: formatBytes(sizeBytes) }]),
    ...(buildMs === null ? [] : [{ key: "Build", value: formatMs(buildMs) }]),
    ...(walBytesPerRow === null || microsecondsPerRow === null
      ? []
      : [
          {
            key: "Each write",
            value: `${formatBytes(Math.round(walBytesPerRow))} of log and ${microsecondsPerRow.toFixed(1)} µs more for a row`,
          },
        ]),
    ...endsHotFor.map(({ column, calls }) => ({
      key: "Ends HOT",
      value: `${visibleName(column)}, updated by ${formatCount(calls)} statements`,
    })),
    ...(redundantIndexes.length === 0
      ? []
      : [{ key: "Needless then", value: redundantIndexes.map(visibleName).join(", ") }]),
  ];
}

interface BarPairProps {
  readonly label: string;
  readonly before: number;
  readonly after: number;
  readonly format: (value: number) => string;
}

/** Before and after as bars on one scale. */
function BarPair({ label, before, after, format }: BarPairProps) {
  const whole = Math.max(before, after, Number.MIN_VALUE);
  const rows = [
    { word: "before", value: before },
    { word: "after", value: after },
  ];
  return (
    <section className="proof-pair" aria-label={`${label}: ${format(before)} before, ${format(after)} after`}>
      <h3 className="proof-pair-label">
        {label}
        <span className="proof-pair-times">{timesLess(before, after)}</span>
      </h3>
      {rows.map(({ word, value }) => (
        <div key={word} className="proof-bar-row">
          <span className="proof-bar-word">{word}</span>
          <span className="proof-bar">
            <span className={`proof-bar-fill proof-bar-${word}`} style={{ width: `${(value / whole) * 100}%` }} />
          </span>
          <span className="proof-bar-value">{format(value)}</span>
        </div>
      ))}
    </section>
  );
}
