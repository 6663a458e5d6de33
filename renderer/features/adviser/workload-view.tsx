import { CalendarRange, CircleCheck } from "lucide-react";
import type { PartitionAdvice, WorkloadAdvice, WorkloadAnswer } from "../../../shared/adviser/workload/model.ts";
import { Badge } from "../../ui/display/badge.tsx";
import { formatAmount, formatMs } from "../../ui/display/format.ts";
import { SqlText } from "../../ui/display/sql-text.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { PanelSection } from "../../ui/frame/section.tsx";
import { oneLine } from "./advice-words.ts";
import { OtherAdviceView } from "./other-advice-view.tsx";
import { ProofCard } from "./proof-card.tsx";

const outcomes = {
  index: { word: "index", tone: "success" },
  none: { word: "none", tone: "neutral" },
  skipped: { word: "skipped", tone: "warning" },
} as const;

/** One list of indexes for the queries that take the most time, and what came of each query. */
export function WorkloadView({ advice }: { readonly advice: WorkloadAdvice }) {
  const { queries, recommendations, otherAdvice, partitions, notRead } = advice;
  return (
    <div className="advice">
      {notRead !== null && <p className="advice-note">{visibleName(notRead)}</p>}
      {recommendations.length === 0 && queries.length > 0 && (
        <section className="advice-none" aria-label="No index">
          <CircleCheck aria-hidden className="advice-icon" />
          <div>
            <h2 className="advice-none-title">No index is advised</h2>
            <p>None of the {queries.length} most expensive queries would gain enough from one.</p>
          </div>
        </section>
      )}
      {recommendations.map((recommendation) => {
        const helped = recommendation.helps.flatMap(({ query }) => queries[query] ?? []);
        return (
          <ProofCard
            key={recommendation.ddl}
            recommendation={recommendation}
            query={helped.map(({ sql }) => sql).join("\n\n")}
            helped={helped.map(({ sql }) => sql)}
          />
        );
      })}
      {partitions.map((partition) => (
        <PartitionView key={`${partition.schema}.${partition.table}`} partition={partition} />
      ))}
      {otherAdvice.map((other) => (
        <OtherAdviceView key={other.message} advice={other} />
      ))}
      {queries.length > 0 && (
        <PanelSection title="Queries, most time first" count={queries.length}>
          <ol className="workload-queries">
            {queries.map((query) => (
              <QueryItem key={query.sql} query={query} />
            ))}
          </ol>
        </PanelSection>
      )}
    </div>
  );
}

function QueryItem({ query: { sql, calls, totalMs, outcome, reason } }: { readonly query: WorkloadAnswer }) {
  const { word, tone } = outcomes[outcome];
  return (
    <li>
      <div className="workload-query-head">
        <Badge tone={tone}>{word}</Badge>
        <span className="muted">
          {formatAmount(calls, "call")}, {formatMs(totalMs)} in all
        </span>
      </div>
      <SqlText sql={visibleName(oneLine(sql))} isInline />
      <p>{visibleName(reason)}</p>
    </li>
  );
}

function PartitionView({ partition }: { readonly partition: PartitionAdvice }) {
  const { table, column, interval, reason } = partition;
  return (
    <section className="advice-other" aria-label={`Partitions of ${visibleName(table)}`}>
      <CalendarRange aria-hidden className="advice-icon" />
      <div>
        <h2 className="advice-none-title">
          Partition {visibleName(table)} by {visibleName(column)}, {interval} by {interval}
        </h2>
        <p>{visibleName(reason)}</p>
      </div>
    </section>
  );
}
