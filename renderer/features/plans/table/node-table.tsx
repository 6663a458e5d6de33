import { useMemo } from "react";
import { nodeTitle } from "../../../../shared/plans/comparing/node-title.ts";
import type { Plan, PlanNode } from "../../../../shared/plans/model.ts";
import { formatCount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { type DataColumn, DataTable } from "../../../ui/tables/data-table.tsx";
import { estimatedTotal, estimateFactor } from "../rules/describe-node.ts";

interface NodeTableProps {
  readonly plan: Plan;
  readonly selectedId: number | null;
  readonly onSelect: (nodeId: number) => void;
}

const number = (value: number | null | undefined) => (value == null ? "" : formatCount(value));
const ms = (value: number | null) => (value === null ? "" : Math.max(0, value).toFixed(2));

const columns: readonly DataColumn<PlanNode>[] = [
  { id: "id", header: "#", cell: (node) => node.id, isNumeric: true, width: 40, sortBy: (node) => node.id },
  { id: "node", header: "Node", cell: (node) => visibleName(nodeTitle(node)), sortBy: nodeTitle },
  column("exclusive", "Exclusive ms", (node) => node.exclusiveMs, ms),
  column("inclusive", "Inclusive ms", (node) => node.inclusiveMs, ms),
  column("work", "Work ms", (node) => node.workMs, ms),
  column("loops", "Loops", (node) => node.loops),
  column("rows", "Rows", (node) => node.rows),
  column("estimate", "Estimate", (node) => Math.round(estimatedTotal(node))),
  column("off", "Off by", offBy, (value) =>
    value === null ? "" : `${value < 10 ? value.toFixed(1) : number(Math.round(value))} ×`,
  ),
  column("hit", "Own hits", (node) => node.exclusiveBuffers.sharedHitBlocks ?? 0),
  column("read", "Own reads", (node) => node.exclusiveBuffers.sharedReadBlocks ?? 0),
  column("temp", "Own temp", (node) => node.exclusiveBuffers.tempWrittenBlocks ?? 0),
  column("cost", "Cost", (node) => node.estimatedCost),
];

/** How far off the estimate was; nothing below 1.5: under a Gather both sides are rounded by the number of processes. */
function offBy(node: PlanNode): number | null {
  const factor = estimateFactor(node);
  return factor < 1.5 ? null : factor;
}

function column(
  id: string,
  header: string,
  value: (node: PlanNode) => number | null,
  print: (value: number | null) => string = number,
): DataColumn<PlanNode> {
  return {
    id,
    header,
    cell: (node) => print(value(node)),
    isNumeric: true,
    isMono: true,
    width: header.length > 9 ? 116 : 92,
    sortBy: value,
  };
}

/** A table is for some hundred rows; the tree has all nodes. */
const maxRows = 500;

/** The nodes with their figures, to sort; of a large plan those with the most own time. */
export function NodeTable({ plan, selectedId, onSelect }: NodeTableProps) {
  const shown = useMemo(() => largestFirst(plan).slice(0, maxRows), [plan]);
  return (
    <div className="plan-table-wide">
      <DataTable
        label="Nodes of the plan"
        rows={shown}
        rowKey={(node) => String(node.id)}
        columns={columns}
        selectedKey={selectedId === null ? null : String(selectedId)}
        onSelect={(node) => onSelect(node.id)}
        initialSort={{ column: plan.isAnalyzed ? "exclusive" : "cost", isDescending: true }}
      />
      {plan.nodes.length > maxRows && (
        <p className="plan-table-cut">
          The {maxRows} largest of {formatCount(plan.nodes.length)} nodes. The tree has all of them.
        </p>
      )}
    </div>
  );
}

function largestFirst({ nodes, isAnalyzed }: Plan): readonly PlanNode[] {
  if (nodes.length <= maxRows) return nodes;
  const measure = (node: PlanNode) => (isAnalyzed ? node.exclusiveMs : node.estimatedCost) ?? 0;
  return nodes.toSorted((a, b) => measure(b) - measure(a));
}
