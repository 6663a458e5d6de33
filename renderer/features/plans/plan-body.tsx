import { useCallback } from "react";
import type { PlanRun } from "../../../shared/plans/contract.ts";
import type { Plan } from "../../../shared/plans/model.ts";
import { PlanHistory } from "./history/plan-history.tsx";
import { Icicle } from "./icicle/icicle.tsx";
import { PlanRaw } from "./plan-raw.tsx";
import { PlanTable } from "./table/plan-table.tsx";
import { PlanTreeGrid } from "./tree/plan-tree-grid.tsx";

/** The ways to look at a plan. */
export type PlanViewKind = "tree" | "table" | "raw" | "history";

interface PlanBodyProps {
  readonly run: PlanRun;
  readonly plan: Plan;
  readonly view: PlanViewKind;
  readonly totalMs: number | null;
  /** A node by its id, or a part of the run without a node by its name. */
  readonly selected: number | string | null;
  readonly onSelect: (selected: number | string) => void;
  /** Absent for a plan that was read from a text, which has no history. */
  readonly onOpenPlan: ((planId: string) => void) | undefined;
  readonly onCompare: (planId: string) => void;
}

/** One plan in one of its views. */
export function PlanBody({ run, plan, view, totalMs, selected, onSelect, onOpenPlan, onCompare }: PlanBodyProps) {
  const selectedId = typeof selected === "number" ? selected : null;
  const chooseKey = useCallback((key: string) => onSelect(/^\d+$/.test(key) ? Number(key) : key), [onSelect]);
  if (view === "raw") return <PlanRaw raw={run.raw} />;
  if (view === "history" && onOpenPlan) return <PlanHistory run={run} onOpen={onOpenPlan} onCompare={onCompare} />;
  if (view === "table") return <PlanTable plan={plan} totalMs={totalMs} selectedId={selectedId} onSelect={onSelect} />;
  return (
    <>
      <Icicle
        plan={plan}
        totalMs={totalMs}
        selectedKey={selected === null ? null : String(selected)}
        onSelect={chooseKey}
      />
      <div className="plan-tree-place">
        <PlanTreeGrid
          plan={plan}
          totalMs={totalMs}
          // Of several plans it is not known which one a finding is about.
          findings={run.plans.length === 1 ? run.findings : none}
          selectedId={selectedId}
          onSelect={onSelect}
        />
      </div>
    </>
  );
}

const none: PlanRun["findings"] = [];
