import { useMemo, useState } from "react";
import type { Plan } from "../../../../shared/plans/model.ts";
import { Segmented } from "../../../ui/controls/segmented.tsx";
import { formatCount, formatPercent } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { type DataColumn, DataTable } from "../../../ui/tables/data-table.tsx";
import { type Grouping, groupNodes, type NodeGroup } from "./group-nodes.ts";
import { NodeTable } from "./node-table.tsx";
import "./plan-table.css";

interface PlanTableProps {
  readonly plan: Plan;
  readonly totalMs: number | null;
  readonly selectedId: number | null;
  readonly onSelect: (nodeId: number) => void;
}

type TableKind = "nodes" | Grouping;

/** All nodes with their figures to sort, or summed by type, relation or index. */
export function PlanTable({ plan, totalMs, selectedId, onSelect }: PlanTableProps) {
  const [kind, setKind] = useState<TableKind>("nodes");
  return (
    <>
      <div className="plan-table-tools">
        <Segmented<TableKind>
          label="What a row of the table is"
          value={kind}
          options={[
            { value: "nodes", label: "Nodes" },
            { value: "type", label: "By type" },
            { value: "relation", label: "By relation" },
            { value: "index", label: "By index" },
          ]}
          onChange={setKind}
        />
      </div>
      {kind === "nodes" ? (
        <NodeTable plan={plan} selectedId={selectedId} onSelect={onSelect} />
      ) : (
        <GroupTable plan={plan} grouping={kind} totalMs={totalMs} onSelect={onSelect} />
      )}
    </>
  );
}

interface GroupTableProps extends Pick<PlanTableProps, "plan" | "totalMs" | "onSelect"> {
  readonly grouping: Grouping;
}

/** Sums of exclusive figures: choosing one goes to its slowest node. */
function GroupTable({ plan, grouping, totalMs, onSelect }: GroupTableProps) {
  const groups = useMemo(() => groupNodes(plan.nodes, grouping, totalMs), [plan, grouping, totalMs]);
  return (
    <DataTable
      key={grouping}
      label={`Nodes by ${grouping}`}
      rows={groups}
      rowKey={({ name }) => name ?? ""}
      columns={columnsOf(grouping, plan.isAnalyzed)}
      onSelect={({ nodes }) => {
        const slowest = nodes.toSorted((a, b) => (b.exclusiveMs ?? 0) - (a.exclusiveMs ?? 0))[0];
        if (slowest) onSelect(slowest.id);
      }}
      initialSort={{ column: plan.isAnalyzed ? "exclusive" : "nodes", isDescending: true }}
    />
  );
}

const heads: Readonly<Record<Grouping, { readonly header: string; readonly none: string }>> = {
  type: { header: "Node type", none: "" },
  relation: { header: "Relation", none: "nodes without a relation" },
  index: { header: "Index", none: "nodes without an index" },
};

function columnsOf(grouping: Grouping, isAnalyzed: boolean): readonly DataColumn<NodeGroup>[] {
  const { header, none } = heads[grouping];
  const name: DataColumn<NodeGroup> = {
    id: "name",
    header,
    cell: (group) => (group.name === null ? <span className="muted">{none}</span> : visibleName(group.name)),
    sortBy: (group) => group.name,
  };
  const nodes = figure("nodes", "Nodes", (group) => group.nodes.length);
  if (!isAnalyzed) return [name, nodes];
  return [
    name,
    nodes,
    figure(
      "exclusive",
      "Exclusive ms",
      ({ exclusiveMs }) => exclusiveMs,
      (ms) => ms.toFixed(2),
    ),
    figure("share", "Share", ({ share }) => share, formatPercent),
    figure("rows", "Rows", ({ rows }) => rows),
    figure("hit", "Hits", ({ hitBlocks }) => hitBlocks),
    figure("read", "Reads", ({ readBlocks }) => readBlocks),
    figure("temp", "Temp", ({ tempBlocks }) => tempBlocks),
  ];
}

function figure(
  id: string,
  header: string,
  value: (group: NodeGroup) => number | null,
  print: (value: number) => string = formatCount,
): DataColumn<NodeGroup> {
  return {
    id,
    header,
    cell: (group) => {
      const found = value(group);
      return found === null ? "" : print(found);
    },
    isNumeric: true,
    isMono: true,
    width: header.length > 8 ? 104 : 70,
    sortBy: value,
  };
}
