import { X } from "lucide-react";
import { useMemo } from "react";
import type { PlanRun } from "../../../../shared/plans/contract.ts";
import type { Plan } from "../../../../shared/plans/model.ts";
import { IconButton } from "../../../ui/controls/button.tsx";
import { formatAgo, formatCount, formatMs } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { type DataColumn, DataTable } from "../../../ui/tables/data-table.tsx";
import { changeOf, comparePlans, type NodePair } from "./compare-plans.ts";

interface PlanComparisonProps {
  readonly before: Plan;
  readonly after: Plan;
  readonly earlier: PlanRun;
  readonly later: PlanRun;
  readonly onClose: () => void;
  readonly onSelect: (nodeId: number) => void;
}

const ms = (value: number | null | undefined) => (value == null ? "–" : Math.max(0, value).toFixed(2));
const rows = (value: number | null | undefined) => (value == null ? "–" : formatCount(value));

const columns: readonly DataColumn<NodePair>[] = [
  { id: "node", header: "Node", cell: (pair) => visibleName(pair.title) },
  {
    id: "before",
    header: "Before ms",
    cell: ({ before }) => ms(before?.exclusiveMs),
    isNumeric: true,
    isMono: true,
    width: 96,
  },
  {
    id: "after",
    header: "After ms",
    cell: ({ after }) => ms(after?.exclusiveMs),
    isNumeric: true,
    isMono: true,
    width: 96,
  },
  {
    id: "change",
    header: "Change",
    cell: (pair) => <Change ms={changeOf(pair)} />,
    isNumeric: true,
    isMono: true,
    width: 96,
  },
  {
    id: "rows",
    header: "Rows before",
    cell: ({ before }) => rows(before?.rows),
    isNumeric: true,
    isMono: true,
    width: 96,
  },
  {
    id: "rowsAfter",
    header: "Rows after",
    cell: ({ after }) => rows(after?.rows),
    isNumeric: true,
    isMono: true,
    width: 96,
  },
];

/** Nodes that changed by less than this part of the longer run say nothing. */
const minChange = 0.01;
const maxPairs = 12;

/** Two plans of one statement: how long they took, and which nodes changed. */
export function PlanComparison({ before, after, earlier, later, onClose, onSelect }: PlanComparisonProps) {
  const pairs = useMemo(() => comparePlans(before, after), [before, after]);
  const beforeMs = before.executionMs;
  const afterMs = after.executionMs;
  const changed = changedSettings(before, after);
  const least = Math.max(beforeMs ?? 0, afterMs ?? 0) * minChange;
  const shown = pairs.filter((pair) => Math.abs(changeOf(pair)) >= least).slice(0, maxPairs);
  return (
    <section className="plan-comparison" aria-label="Comparison of two plans">
      <header className="plan-comparison-head">
        <span>
          {formatAgo(earlier.at)}
          {earlier.branchId === later.branchId ? "" : ` on ${earlier.branchId ?? "the default branch"}`}:{" "}
          <span className="plan-comparison-figure">{beforeMs === null ? "estimate" : formatMs(beforeMs)}</span>
        </span>
        <span>
          this plan: <span className="plan-comparison-figure">{afterMs === null ? "estimate" : formatMs(afterMs)}</span>
        </span>
        {beforeMs !== null && afterMs !== null && <Ratio beforeMs={beforeMs} afterMs={afterMs} />}
        {changed && <span className="muted">Settings differ: {changed}</span>}
        <span className="grow" />
        <IconButton label="Close the comparison" icon={X} isSmall onPress={onClose} />
      </header>
      <DataTable
        label="Changed nodes"
        rows={shown}
        rowKey={({ before: old, after: now }) => `${old?.id ?? "-"}:${now?.id ?? "-"}`}
        columns={columns}
        empty={<p className="plan-findings-none">No node changed by more than 1 % of the run.</p>}
        onSelect={({ after: now }) => now && onSelect(now.id)}
      />
    </section>
  );
}

function Ratio({ beforeMs, afterMs }: { readonly beforeMs: number; readonly afterMs: number }) {
  const isFaster = afterMs <= beforeMs;
  const factor = isFaster ? beforeMs / Math.max(afterMs, 0.001) : afterMs / Math.max(beforeMs, 0.001);
  if (factor < 1.05) return <span className="muted">about the same</span>;
  return (
    <strong className={isFaster ? "plan-comparison-better" : "plan-comparison-worse"}>
      {factor < 10 ? factor.toFixed(1) : Math.round(factor)} times {isFaster ? "faster" : "slower"}
    </strong>
  );
}

function Change({ ms: change }: { readonly ms: number }) {
  if (Math.abs(change) < 0.005) return "0.00";
  return (
    <span className={change < 0 ? "plan-comparison-better" : "plan-comparison-worse"}>
      {change > 0 ? "+" : "−"}
      {Math.abs(change).toFixed(2)}
    </span>
  );
}

function changedSettings(before: Plan, after: Plan): string {
  const names = new Set([...Object.keys(before.settings), ...Object.keys(after.settings)]);
  return [...names].filter((name) => before.settings[name] !== after.settings[name]).join(", ");
}
