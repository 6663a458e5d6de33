import { nodeTitle } from "../../../shared/plans/comparing/node-title.ts";
import type { Plan, PlanNode } from "../../../shared/plans/model.ts";
import { formatCount } from "../../ui/display/format.ts";
import { visibleName } from "../../ui/display/visible-name.ts";
import { type DataColumn, DataTable } from "../../ui/tables/data-table.tsx";
import { estimatedTotal } from "./rules/describe-node.ts";

interface PlanTableProps {
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
  column("hit", "Own hits", (node) => node.exclusiveBuffers.sharedHitBlocks ?? 0),
  column("read", "Own reads", (node) => node.exclusiveBuffers.sharedReadBlocks ?? 0),
  column("temp", "Own temp", (node) => node.exclusiveBuffers.tempWrittenBlocks ?? 0),
  column("cost", "Cost", (node) => node.estimatedCost),
];

function column(
  id: string,
  header: string,
  value: (node: PlanNode) => number | null,
  print: (value: number | null) => string = number,
): DataColumn<PlanNode> {
  return { id, header, cell: (node) => print(value(node)), isNumeric: true, isMono: true, width: 92, sortBy: value };
}

/** All nodes with their figures, to sort. */
export function PlanTable({ plan, selectedId, onSelect }: PlanTableProps) {
  return (
    <DataTable
      label="Nodes of the plan"
      rows={plan.nodes}
      rowKey={(node) => String(node.id)}
      columns={columns}
      selectedKey={selectedId === null ? null : String(selectedId)}
      onSelect={(node) => onSelect(node.id)}
      initialSort={{ column: plan.isAnalyzed ? "exclusive" : "cost", isDescending: true }}
    />
  );
}
