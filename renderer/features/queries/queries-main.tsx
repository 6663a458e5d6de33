import { ArrowLeft, Database, Moon, RotateCw, Search } from "lucide-react";
import { type ReactNode, useEffect, useMemo } from "react";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import type { PlanRun } from "../../../shared/plans/contract.ts";
import type { QueryInterval } from "../../../shared/queries/contract.ts";
import { orderQueries } from "../../../shared/queries/orders.ts";
import { useDatabaseRef } from "../../state/workspace.ts";
import { Button } from "../../ui/controls/button.tsx";
import { dayAndTime } from "../../ui/display/day-and-time.ts";
import { visibleName } from "../../ui/display/visible-name.ts";
import { EmptyState } from "../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../ui/feedback/skeleton.tsx";
import { Toolbar, ToolbarSpace } from "../../ui/frame/toolbar.tsx";
import { QueryInspector } from "./details/query-inspector.tsx";
import { IntervalFigures } from "./list/interval-figures.tsx";
import { QueryFilters } from "./list/query-filters.tsx";
import { QueryTable } from "./list/query-table.tsx";
import { Obstacle } from "./obstacle.tsx";
import "./queries.css";
import { useQueriesView } from "./queries-view.ts";
import { isInScope } from "./rules/choose-queries.ts";
import { intervalRemarks } from "./rules/interval-words.ts";
import { type Explaining, useExplaining } from "./use-explaining.ts";
import { type Taking, useInterval, useSnapshots, useTaking } from "./use-queries.ts";

interface QueriesMainProps {
  /** Draws a plan; the plans are another feature's. */
  readonly renderPlan: (plan: PlanRun, onOpenPlan: (planId: string) => void) => ReactNode;
}

const planWords: Readonly<Record<PlanRun["mode"], string>> = {
  generic: "Planned with its parameters left open, not run.",
  estimate: "Planned, not run.",
  analyze: "Measured.",
};

/** What took the server's time. */
export function QueriesMain({ renderPlan }: QueriesMainProps) {
  const ref = useDatabaseRef();
  if (!ref)
    return <EmptyState icon={Database} title="No connection" text="Choose a connection to see its slow queries." />;
  return <SlowQueries key={JSON.stringify(ref)} databaseRef={ref} renderPlan={renderPlan} />;
}

function SlowQueries({ databaseRef, renderPlan }: QueriesMainProps & { readonly databaseRef: DatabaseRef }) {
  const goTo = useQueriesView((view) => view.goTo);
  const place = JSON.stringify(databaseRef);
  useEffect(() => goTo(place), [goTo, place]);
  const taking = useTaking(databaseRef);
  const explaining = useExplaining(databaseRef);
  if (explaining.plan)
    return (
      <div className="queries">
        <Toolbar label="Plan of a statement">
          <Button icon={ArrowLeft} variant="quiet" onPress={explaining.close}>
            All statements
          </Button>
          <span className="muted">{planWords[explaining.plan.mode]} Kept in the plan history.</span>
        </Toolbar>
        <div className="queries-plan">{renderPlan(explaining.plan, explaining.openPlan)}</div>
      </div>
    );
  return (
    <div className="queries">
      <Statements databaseRef={databaseRef} taking={taking} explaining={explaining} />
    </div>
  );
}

interface StatementsProps {
  readonly databaseRef: DatabaseRef;
  readonly taking: Taking;
  readonly explaining: Explaining;
}

function Statements({ databaseRef, taking, explaining }: StatementsProps) {
  const { data: snapshots, error: listError } = useSnapshots(databaseRef);
  const { answer, interval, input } = useInterval(databaseRef, snapshots);
  const { scope, order, chosen, change } = useQueriesView();
  const shown = useMemo(
    () =>
      orderQueries(
        (interval?.queries ?? []).filter((query) => isInScope(query, scope)),
        order,
      ),
    [interval, scope, order],
  );
  const attempt = taking.operation.output;
  const isTaking = taking.operation.state === "running";
  return (
    <>
      <Toolbar label="Slow queries">
        <h1 className="queries-title">Slow queries</h1>
        {interval && <IntervalText interval={interval} />}
        <ToolbarSpace />
        <Button icon={RotateCw} isDisabled={isTaking} onPress={taking.take}>
          {taking.rule.kind === "asked" && taking.rule.isAsleep ? "Wake and take a snapshot" : "Take a snapshot"}
        </Button>
      </Toolbar>
      <ErrorPanel error={taking.operation.error ?? listError ?? answer.error} onRetry={taking.take} />
      {attempt?.state === "unavailable" && (
        <Obstacle databaseRef={databaseRef} obstacle={attempt} isSmall={interval !== undefined} />
      )}
      {!interval && attempt?.state !== "unavailable" && !answer.error && (
        <NothingYet taking={taking} isReading={isTaking || snapshots === undefined || snapshots.length > 0} />
      )}
      {interval && (
        <>
          <IntervalFigures interval={interval} />
          <QueryFilters snapshots={snapshots ?? []} interval={interval} ownDatabase={interval.to.database} />
          {intervalRemarks(interval).map((line) => (
            <p key={line} className="queries-note" role="note">
              {line}
            </p>
          ))}
          {shown.length === 0 ? (
            <NoneFit />
          ) : (
            <QueryTable
              queries={shown}
              chosen={chosen}
              order={order}
              onOrder={(id) => change({ order: id })}
              onChoose={({ queryId, database }) => change({ chosen: { queryId, database } })}
            />
          )}
          {chosen && (
            <QueryInspector
              key={`${chosen.queryId} ${chosen.database}`}
              databaseRef={databaseRef}
              input={input}
              chosen={chosen}
              ownDatabase={interval.to.database}
              explaining={explaining}
              onClose={() => change({ chosen: null })}
            />
          )}
        </>
      )}
    </>
  );
}

function IntervalText({ interval }: { readonly interval: QueryInterval }) {
  const { fromAt, to } = interval;
  const begin = fromAt ?? to.resetAt;
  return (
    <span className="muted">
      {begin === null ? "until" : `${dayAndTime(begin)} to`} {dayAndTime(to.at)}
      {fromAt === null && ", since the server counts"}
    </span>
  );
}

function NoneFit() {
  const { text, scope } = useQueriesView();
  return (
    <EmptyState
      icon={Search}
      title={scope === "overBudget" && text === "" ? "Nothing is over budget" : "No statement fits"}
      text={
        scope === "overBudget" && text === ""
          ? "Every statement's calls stayed within the targets of this connection on average."
          : "Try fewer words, another kind, all databases or a longer time."
      }
    />
  );
}

function NothingYet({ taking, isReading }: { readonly taking: Taking; readonly isReading: boolean }) {
  const { rule } = taking;
  if (isReading || rule.kind !== "asked") return taking.operation.error ? null : <Skeleton lines={12} />;
  return (
    <EmptyState
      icon={Moon}
      title={
        rule.isAsleep ? `The compute of ${visibleName(rule.branchName)} is suspended` : "No snapshot was taken yet"
      }
      text={
        rule.isAsleep
          ? "Its counters are lost while it sleeps; snapshots that were taken before are kept here. Taking one wakes it."
          : "A snapshot reads what the server counted. It is kept on this computer, also when the compute sleeps."
      }
    />
  );
}
