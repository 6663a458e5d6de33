import { useMemo, useRef, useState } from "react";
import type { PlanRun } from "../../../shared/plans/contract.ts";
import { Segmented } from "../../ui/controls/segmented.tsx";
import { EmptyState } from "../../ui/feedback/empty-state.tsx";
import { AdviseButton } from "./advise-button.tsx";
import { CompareMenu } from "./compare/compare-menu.tsx";
import { PlanComparison } from "./compare/plan-comparison.tsx";
import { PlanInspector } from "./details/plan-inspector.tsx";
import { ExportMenu } from "./export/export-menu.tsx";
import { PlanBody, type PlanViewKind } from "./plan-body.tsx";
import { PlanFigures } from "./plan-figures.tsx";
import "./plan-view.css";
import { RunNotes } from "./running/run-notes.tsx";
import { useOtherPlan } from "./use-other-plan.ts";

interface PlanViewProps {
  readonly result: PlanRun;
  /** Shows another kept plan in its place. */
  readonly onOpenPlan?: ((planId: string) => void) | undefined;
  /** It was read from a text: no statement, so no history of it and none to compare with. */
  readonly isPasted?: boolean | undefined;
}

/** Where the time of a statement went: picture, tree, table, the server's own text; findings beside it. */
export function PlanView(props: PlanViewProps) {
  // Another plan starts with nothing chosen and nothing compared.
  return <OnePlan key={props.result.id} {...props} />;
}

function OnePlan({ result, onOpenPlan, isPasted }: PlanViewProps) {
  const [view, setView] = useState<PlanViewKind>("tree");
  const [planIndex, setPlanIndex] = useState(0);
  const other = useOtherPlan(result);
  const body = useRef<HTMLDivElement>(null);
  const plan = result.plans[planIndex];
  const hottest = useMemo(() => hottestOf(result, planIndex), [result, planIndex]);
  const [chosen, setChosen] = useState<number | string | null>(null);
  if (!plan)
    return (
      <EmptyState
        title="The server gave no plan"
        text="A rule of the table makes nothing of this statement (DO INSTEAD NOTHING)."
      />
    );
  // A part of the run without a node (planning, triggers) is chosen by its name.
  const selected = chosen ?? hottest;
  const selectedId = typeof selected === "number" ? selected : null;
  const show = (kind: PlanViewKind) => {
    setView(kind);
    other.close();
  };
  const totalMs = plan.isAnalyzed ? (plan.executionMs ?? plan.nodes[0]?.inclusiveMs ?? null) : null;
  const otherPlan = other.run?.plans[planIndex] ?? other.run?.plans[0];
  return (
    <div className="plan-view">
      <header className="plan-head">
        <PlanFigures run={result} plan={plan} />
        <div className="plan-head-end">
          {result.plans.length > 1 && (
            <Segmented
              label="Plan of the rules' statements"
              value={String(planIndex)}
              options={result.plans.map((_, index) => ({ value: String(index), label: `Plan ${index + 1}` }))}
              onChange={(value) => {
                setPlanIndex(Number(value));
                setChosen(null);
              }}
            />
          )}
          <Segmented<PlanViewKind>
            label="View of the plan"
            value={view}
            options={[
              { value: "tree", label: "Icicle and tree" },
              { value: "table", label: "Table" },
              { value: "raw", label: "Raw" },
              ...(isPasted ? [] : [{ value: "history" as const, label: "History" }]),
            ]}
            onChange={show}
          />
          {!isPasted && <AdviseButton run={result} />}
          {!isPasted && <CompareMenu run={result} onCompare={other.choose} onShowHistory={() => show("history")} />}
          <ExportMenu run={result} plan={plan} totalMs={totalMs} />
        </div>
      </header>
      <RunNotes run={result} planIndex={planIndex} />
      <div ref={body} className="plan-body" tabIndex={-1}>
        {other.run && otherPlan ? (
          <PlanComparison
            earlier={other.isSwapped ? result : other.run}
            later={other.isSwapped ? other.run : result}
            before={other.isSwapped ? plan : otherPlan}
            after={other.isSwapped ? otherPlan : plan}
            isSwapped={other.isSwapped}
            onSwap={other.swap}
            onClose={() => {
              other.close();
              body.current?.focus();
            }}
            onSelect={setChosen}
          />
        ) : (
          <PlanBody
            // Another of the rules' plans has nodes of its own.
            key={planIndex}
            run={result}
            plan={plan}
            view={view}
            totalMs={totalMs}
            selected={selected}
            onSelect={setChosen}
            onOpenPlan={onOpenPlan}
            onCompare={other.choose}
          />
        )}
      </div>
      <PlanInspector
        run={result}
        plan={plan}
        selectedId={selectedId}
        selectedPart={typeof selected === "string" ? selected : null}
        onSelect={setChosen}
        totalMs={totalMs}
      />
    </div>
  );
}

/** What is looked at first: the node of the first finding, else the one with the most own time. */
function hottestOf(result: PlanRun, planIndex: number): number | null {
  const found =
    planIndex === 0
      ? result.findings.find((finding) => finding.nodeId !== null && finding.savedMs !== null)
      : undefined;
  if (found?.nodeId != null) return found.nodeId;
  const nodes = result.plans[planIndex]?.nodes ?? [];
  const most = nodes.reduce<(typeof nodes)[number] | null>(
    (best, node) => ((node.exclusiveMs ?? 0) > (best?.exclusiveMs ?? 0) ? node : best),
    null,
  );
  return most?.id ?? nodes[0]?.id ?? null;
}
