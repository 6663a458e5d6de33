import { ChevronDown, ChevronRight, CircleAlert, Info, TriangleAlert } from "lucide-react";
import { memo } from "react";
import { nodeTitle } from "../../../../shared/plans/comparing/node-title.ts";
import type { PlanNode } from "../../../../shared/plans/model.ts";
import { formatAmount, formatCount, formatMs, formatShortCount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { estimatedTotal, estimateFactor, nodeRemark } from "../rules/describe-node.ts";
import { heatOf } from "../rules/heat.ts";
import { printMs } from "../rules/print-ms.ts";
import type { RowWords } from "./row-words.ts";
import type { TreeRow } from "./tree-rows.ts";

interface NodeRowProps {
  readonly row: TreeRow;
  readonly words: RowWords | undefined;
  readonly totalMs: number | null;
  readonly isSelected: boolean;
  readonly isTabStop: boolean;
  readonly onSelect: (nodeId: number) => void;
  readonly onToggle: (nodeId: number) => void;
}

const farOff = 10;
const farRows = 100;

/** One node. Drawn again only when it changes: plans have hundreds. */
export const NodeRow = memo(
  function NodeRow({ row, words, totalMs, isSelected, isTabStop, onSelect, onToggle }: NodeRowProps) {
    const { node, hasChildren, isOpen } = row;
    const share = totalMs && node.exclusiveMs !== null ? Math.max(0, node.exclusiveMs) / totalMs : 0;
    const state = `${node.loops === 0 ? "plan-tree-never" : ""}${row.isContext ? " plan-tree-context" : ""}`;
    return (
      <tr
        data-node={node.id}
        tabIndex={isTabStop ? 0 : -1}
        aria-level={node.depth + 1}
        aria-posinset={row.place}
        aria-setsize={row.siblings}
        aria-selected={isSelected}
        {...(hasChildren ? { "aria-expanded": isOpen } : {})}
        className={state}
        onClick={() => onSelect(node.id)}
      >
        <TitleCell row={row} words={words} share={share} onToggle={onToggle} />
        <OwnCell node={node} share={share} totalMs={totalMs} uncertainMs={words?.uncertainMs ?? null} />
        <td className="plan-tree-soft plan-tree-inclusive" title={workWords(node)}>
          {node.inclusiveMs === null ? "" : printMs(node.inclusiveMs, totalMs)}
        </td>
        <td title={node.isRowsRounded ? "The server rounds rows per loop: this total is a guess" : undefined}>
          {node.rows === null || node.loops === 0 ? "" : `${node.isRowsRounded ? "~" : ""}${formatCount(node.rows)}`}
        </td>
        <EstimateCell node={node} />
        <td className="plan-tree-soft" title={workWords(node)}>
          {node.loops === null || node.loops === 0 ? "" : formatShortCount(node.loops)}
        </td>
        <BuffersCell node={node} />
      </tr>
    );
  },
  (was, is) =>
    was.row.node === is.row.node &&
    was.row.isOpen === is.row.isOpen &&
    was.row.isContext === is.row.isContext &&
    was.words === is.words &&
    was.totalMs === is.totalMs &&
    was.isSelected === is.isSelected &&
    was.isTabStop === is.isTabStop &&
    was.onSelect === is.onSelect,
);

interface TitleCellProps {
  readonly row: TreeRow;
  readonly words: RowWords | undefined;
  readonly share: number;
  readonly onToggle: (nodeId: number) => void;
}

function TitleCell({ row: { node, hasChildren, isOpen }, words, share, onToggle }: TitleCellProps) {
  const Twist = isOpen ? ChevronDown : ChevronRight;
  // Beyond some levels the names need the room more than the eye needs the indent.
  const indent = { "--plan-depth": node.depth <= 16 ? node.depth : 16 + (node.depth - 16) / 8 };
  const remark = nodeRemark(node);
  return (
    <td style={indent as React.CSSProperties /* a custom property */}>
      <span className="plan-tree-node">
        {hasChildren ? (
          <Twist
            aria-hidden
            className="plan-tree-twist"
            onClick={(event) => {
              event.stopPropagation();
              onToggle(node.id);
            }}
          />
        ) : (
          <span className="plan-tree-twist" />
        )}
        <span className={`plan-tree-pip heat-${heatOf(share)}`} aria-hidden="true" />
        <span className="plan-tree-title">{visibleName(nodeTitle(node))}</span>
        {words && words.findings.length > 0 && <FindingsMark words={words} />}
        <span className="plan-tree-remark cut" title={visibleName(remark)}>
          {visibleName(remark)}
          {words && words.payers !== "" && `, paid by ${words.payers}`}
        </span>
      </span>
    </td>
  );
}

const severityIcons = { error: CircleAlert, warning: TriangleAlert, info: Info } as const;

function FindingsMark({ words: { findings } }: { readonly words: RowWords }) {
  const severity =
    (["error", "warning", "info"] as const).find((one) => findings.some((f) => f.severity === one)) ?? "info";
  const Icon = severityIcons[severity];
  const title = findings.map(({ code }) => code).join(", ");
  return (
    <span className={`plan-tree-finding plan-tree-finding-${severity}`} title={title}>
      <Icon aria-hidden className="plan-tree-finding-icon" />
      <span className="visually-hidden">{formatAmount(findings.length, "finding")}</span>
      {findings.length > 1 && <span aria-hidden="true">{findings.length}</span>}
    </span>
  );
}

interface OwnCellProps {
  readonly node: PlanNode;
  readonly share: number;
  readonly totalMs: number | null;
  readonly uncertainMs: number | null;
}

function OwnCell({ node, share, totalMs, uncertainMs }: OwnCellProps) {
  if (node.loops === 0) return <td>never executed</td>;
  if (node.exclusiveMs === null)
    return <td>{node.loops === null ? (node.estimatedCost?.toFixed(1) ?? "–") : "not timed"}</td>;
  const about =
    uncertainMs === null ? undefined : `± ${formatMs(uncertainMs)}: the server rounds the time of each loop`;
  return (
    <td title={about}>
      <span className="plan-tree-meter" aria-hidden="true">
        <span className={`heat-${heatOf(share)}`} style={{ width: `${Math.min(100, share * 100)}%` }} />
      </span>
      {uncertainMs !== null && "~"}
      {printMs(Math.max(0, node.exclusiveMs), totalMs)}
    </td>
  );
}

function EstimateCell({ node }: { readonly node: PlanNode }) {
  const factor = estimateFactor(node);
  const estimate = estimatedTotal(node);
  const isOff = factor >= farOff && Math.abs((node.rows ?? 0) - estimate) >= farRows;
  const words = isOff ? `${formatCount(Math.round(factor))} times off` : undefined;
  return (
    <td className={isOff ? "plan-tree-off" : "plan-tree-soft"} title={words}>
      {formatCount(Math.round(estimate))}
      {isOff && (
        <span className="plan-tree-factor">
          {(node.rows ?? 0) > estimate ? "↑" : "↓"}
          {formatShortCount(factor)}×
        </span>
      )}
    </td>
  );
}

function BuffersCell({ node }: { readonly node: PlanNode }) {
  const { sharedHitBlocks: hit = 0, sharedReadBlocks: read = 0, tempWrittenBlocks: temp = 0 } = node.exclusiveBuffers;
  const all = Math.max(0, hit + read);
  const words = `${formatCount(hit)} hit, ${formatCount(read)} read${temp > 0 ? `, ${formatCount(temp)} temporary written` : ""}`;
  return (
    <td className="plan-tree-soft" title={node.loops === null || node.loops === 0 ? undefined : words}>
      {all === 0 ? "" : formatShortCount(all)}
    </td>
  );
}

/** Under a Gather time is a share of the clock: the work of all processes stands beside it. */
function workWords({ workMs, divisor }: PlanNode): string | undefined {
  if (workMs === null || divisor <= 1) return undefined;
  const processes = Number.isInteger(divisor) ? String(divisor) : divisor.toFixed(1);
  return `${formatMs(workMs)} of work by ${processes} processes`;
}
