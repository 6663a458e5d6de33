import { ChevronDown, ChevronRight } from "lucide-react";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { nodeTitle } from "../../../../shared/plans/comparing/node-title.ts";
import type { Plan } from "../../../../shared/plans/model.ts";
import { formatCount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { estimatedTotal, estimateFactor, nodeRemark } from "../rules/describe-node.ts";
import { heatOf } from "../rules/heat.ts";
import "./plan-tree-grid.css";
import { type TreeRow, treeRows, treeStep } from "./tree-rows.ts";

interface PlanTreeGridProps {
  readonly plan: Plan;
  readonly totalMs: number | null;
  readonly selectedId: number | null;
  readonly onSelect: (nodeId: number) => void;
}

const farOff = 10;
const farRows = 100;

/** The plan as a tree with its figures; the same data as the icicle, for keys and screen readers. */
export function PlanTreeGrid({ plan, totalMs, selectedId, onSelect }: PlanTreeGridProps) {
  const [closed, setClosed] = useState<ReadonlySet<number>>(new Set());
  const rows = useMemo(() => treeRows(plan, closed), [plan, closed]);
  const grid = useRef<HTMLTableElement>(null);
  const focusId = rows.some((row) => row.node.id === selectedId) ? selectedId : rows[0]?.node.id;
  const toggle = (id: number) =>
    setClosed((known) => (known.has(id) ? new Set([...known].filter((one) => one !== id)) : new Set([...known, id])));
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>) => {
    const step = focusId == null ? null : treeStep(rows, focusId, event.key);
    if (step === null) return;
    event.preventDefault();
    if (step.kind === "toggle") return toggle(step.id);
    onSelect(step.id);
    grid.current?.querySelector<HTMLElement>(`[data-node="${step.id}"]`)?.focus();
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a treegrid on a table is ARIA's own pattern.
    <table ref={grid} className="plan-tree" role="treegrid" aria-label="Nodes of the plan">
      <colgroup>
        <col />
        <col className="plan-tree-wide" />
        <col className="plan-tree-narrow" />
        <col className="plan-tree-narrow" />
        <col className="plan-tree-narrow" />
      </colgroup>
      <thead>
        <tr>
          {["Node", plan.isAnalyzed ? "Exclusive ms" : "Cost", "Inclusive", "Rows", "Estimate"].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <NodeRow
            key={row.node.id}
            row={row}
            totalMs={totalMs}
            isSelected={row.node.id === selectedId}
            isTabStop={row.node.id === focusId}
            onSelect={onSelect}
            onToggle={toggle}
            onKeyDown={onKeyDown}
          />
        ))}
      </tbody>
    </table>
  );
}

interface NodeRowProps {
  readonly row: TreeRow;
  readonly totalMs: number | null;
  readonly isSelected: boolean;
  readonly isTabStop: boolean;
  readonly onSelect: (nodeId: number) => void;
  readonly onToggle: (nodeId: number) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLTableRowElement>) => void;
}

function NodeRow({ row, totalMs, isSelected, isTabStop, onSelect, onToggle, onKeyDown }: NodeRowProps) {
  const { node, hasChildren, isOpen } = row;
  const share = totalMs && node.exclusiveMs !== null ? Math.max(0, node.exclusiveMs) / totalMs : 0;
  const isNever = node.loops === 0;
  const Twist = isOpen ? ChevronDown : ChevronRight;
  const indent = { "--plan-depth": node.depth };
  return (
    <tr
      data-node={node.id}
      tabIndex={isTabStop ? 0 : -1}
      aria-level={node.depth + 1}
      aria-posinset={row.place}
      aria-setsize={row.siblings}
      aria-selected={isSelected}
      {...(hasChildren ? { "aria-expanded": isOpen } : {})}
      className={isNever ? "plan-tree-never" : ""}
      onClick={() => onSelect(node.id)}
      onKeyDown={onKeyDown}
    >
      <td style={indent as React.CSSProperties /* a custom property */}>
        <span className="plan-tree-node">
          {hasChildren ? (
            <Twist aria-hidden className="plan-tree-twist" onClick={() => onToggle(node.id)} />
          ) : (
            <span className="plan-tree-twist" />
          )}
          <span className={`plan-tree-pip heat-${heatOf(share)}`} aria-hidden="true" />
          <span className="plan-tree-title">{visibleName(nodeTitle(node))}</span>
          <span className="plan-tree-remark cut">{visibleName(nodeRemark(node))}</span>
        </span>
      </td>
      <td>
        {node.exclusiveMs === null ? (
          isNever ? (
            "never executed"
          ) : (
            (node.estimatedCost?.toFixed(1) ?? "–")
          )
        ) : (
          <>
            <span className="plan-tree-meter" aria-hidden="true">
              <span className={`heat-${heatOf(share)}`} style={{ width: `${Math.min(100, share * 100)}%` }} />
            </span>
            {Math.max(0, node.exclusiveMs).toFixed(1)}
          </>
        )}
      </td>
      <td className="plan-tree-soft">{node.inclusiveMs === null ? "" : node.inclusiveMs.toFixed(1)}</td>
      <td title={node.isRowsRounded ? "The server rounds rows per loop: this total is a guess" : undefined}>
        {node.rows === null ? "" : `${node.isRowsRounded ? "~" : ""}${formatCount(node.rows)}`}
      </td>
      <EstimateCell node={node} />
    </tr>
  );
}

function EstimateCell({ node }: { readonly node: TreeRow["node"] }) {
  const factor = estimateFactor(node);
  const isOff = factor >= farOff && Math.abs((node.rows ?? 0) - estimatedTotal(node)) >= farRows;
  return (
    <td
      className={isOff ? "plan-tree-off" : "plan-tree-soft"}
      title={isOff ? `${formatCount(Math.round(factor))} times off` : undefined}
    >
      {formatCount(Math.round(estimatedTotal(node)))}
    </td>
  );
}
