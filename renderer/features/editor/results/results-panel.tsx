import { ChartGantt, Rows3 } from "lucide-react";
import { type ComponentType, memo, type ReactNode } from "react";
import type { PlanRun } from "../../../../shared/plans/contract.ts";
import type { PlanMode } from "../../../../shared/plans/running/model.ts";
import type { ResultEditsProps } from "../../../state/edits/table-edits.ts";
import { openPlanText } from "../../../state/plans/open-plan-text.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { useCommandKeys } from "../../../ui/controls/command-keys.ts";
import { keysLabel } from "../../../ui/controls/keys.tsx";
import { LineTabs } from "../../../ui/controls/line-tabs.tsx";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import { ownParts, type QueryRun, type ResultsView, useQueryRuns } from "../running/query-runs.ts";
import { isAboutWriting, type QueryRunner } from "../running/use-query-runner.ts";
import { MessagesView } from "./messages-view.tsx";
import "./results-panel.css";
import { RowsView } from "./rows-view.tsx";
import { usePartRows } from "./use-part-rows.ts";

interface ResultsPanelProps {
  readonly tabId: string;
  readonly run: QueryRun;
  readonly runner: QueryRunner;
  readonly Edits?: ComponentType<ResultEditsProps> | undefined;
  readonly renderPlan: (plan: PlanRun, open: (planId: string) => void) => ReactNode;
  readonly onExplain: (mode: PlanMode) => void;
  readonly onReveal: (offset: number) => void;
}

/** Rows, plan and messages of what ran last. */
export function ResultsPanel(props: ResultsPanelProps) {
  const { tabId, run } = props;
  const active = run.parts.find((part) => part.part === run.activePart) ?? null;
  const rows = usePartRows(active);
  const own = ownParts(run);
  const messages = own.length + own.reduce((sum, part) => sum + part.notices.length, 0);
  const tabs = [
    { value: "rows" as const, label: "Rows", ...(active?.source ? { count: rows } : {}) },
    { value: "plan" as const, label: "Plan" },
    { value: "messages" as const, label: "Messages", ...(messages > 0 ? { count: messages } : {}) },
  ];
  return (
    <section className="results-panel" aria-label="Results" data-region="results">
      <LineTabs<ResultsView>
        label="Results"
        value={run.view}
        tabs={tabs}
        onChange={(view) => useQueryRuns.getState().update(tabId, { view })}
      />
      <div className="results-body">
        {run.view === "rows" && (
          <RowsPart tabId={tabId} run={run} runner={props.runner} Edits={props.Edits} onReveal={props.onReveal} />
        )}
        {run.view === "plan" && <PlanPart {...props} />}
        {run.view === "messages" && <MessagesView run={run} onReveal={props.onReveal} />}
      </div>
    </section>
  );
}

type RowsPartProps = Pick<ResultsPanelProps, "tabId" | "run" | "runner" | "Edits" | "onReveal">;

/** Drawn again when the run changes, not for every page of rows: the grid listens to those itself. */
const RowsPart = memo(function RowsPart(props: RowsPartProps) {
  const { run, runner } = props;
  const key = useCommandKeys().first("query.run");
  const results = run.parts.length > 0 && <RowsView {...props} />;
  if (run.error)
    return (
      <>
        <ErrorPanel error={run.error} onRetry={retryOf(run, runner)} />
        {results}
      </>
    );
  if (results) return results;
  if (run.state === "running") return <Skeleton />;
  return (
    <EmptyState
      icon={Rows3}
      title="No rows yet"
      text={`${key === undefined ? "The marked statement is what runs." : `The marked statement runs with ${keysLabel(key)}.`} Rows arrive while the server still works.`}
    />
  );
});

function retryOf(run: QueryRun, runner: QueryRunner): (() => void) | undefined {
  const { sent, error } = run;
  const isSafe = error !== null && ["connectionFailed", "computeUnavailable", "timeout"].includes(error.code);
  return sent && isSafe ? () => void runner.run(sent.sql, sent.offset) : undefined;
}

function PlanPart({ tabId, run, runner, renderPlan, onExplain }: ResultsPanelProps) {
  if (run.state === "explaining") return <Skeleton lines={8} />;
  if (run.planError) {
    const { sent } = run;
    return (
      <ErrorPanel
        error={run.planError}
        actions={
          sent && isAboutWriting(run.planError) ? (
            <>
              <Button isSmall onPress={() => onExplain("estimate")}>
                Explain without running
              </Button>
              <Button
                isSmall
                onPress={() =>
                  useQueryRuns.getState().update(tabId, { measureQuestion: { sql: sent.sql, offset: sent.offset } })
                }
              >
                Where to measure it
              </Button>
            </>
          ) : undefined
        }
      />
    );
  }
  if (run.plan) return <>{renderPlan(run.plan, (id) => void runner.openPlan(id))}</>;
  return (
    <EmptyState
      icon={ChartGantt}
      title="No plan yet"
      text="Explain analyze runs the marked statement in a read-only transaction that is rolled back, and shows where the time goes."
      actions={
        <>
          <Button variant="primary" command="query.analyze" onPress={() => onExplain("analyze")}>
            Explain analyze
          </Button>
          <Button command="query.explain" onPress={() => onExplain("estimate")}>
            Explain
          </Button>
          <Button variant="quiet" onPress={openPlanText}>
            Read a plan
          </Button>
        </>
      }
    />
  );
}
