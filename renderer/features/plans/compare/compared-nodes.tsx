import { useState } from "react";
import { changeOf } from "../../../../shared/plans/comparing/compare-plans.ts";
import type { NodePair } from "../../../../shared/plans/comparing/match-nodes.ts";
import { nodeTitle } from "../../../../shared/plans/comparing/node-title.ts";
import type { PlanNode } from "../../../../shared/plans/model.ts";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { formatCount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { type DataColumn, DataTable } from "../../../ui/tables/data-table.tsx";
import { signed } from "../rules/signed.ts";
import { toneOf } from "./compared-figures.tsx";

interface ComparedNodesProps {
  readonly pairs: readonly NodePair[];
  readonly isAnalyzed: boolean;
  readonly onSelect: (pair: NodePair) => void;
}

/** Nodes that changed by less than this part of the largest node say nothing. */
const minChange = 0.01;
const fewNodes = 25;
/** A table is for some hundred rows. */
const maxRows = 500;

/** Every node of both plans, each beside its partner, in the order of the later plan. */
export function ComparedNodes({ pairs, isAnalyzed, onSelect }: ComparedNodesProps) {
  const [isChangedOnly, setChangedOnly] = useState(pairs.length > fewNodes);
  const measure = isAnalyzed ? ownMs : cost;
  const largest = pairs.reduce((most, { before, after }) => Math.max(most, of(before, measure), of(after, measure)), 0);
  const shown = isChangedOnly ? pairs.filter((pair) => isChanged(pair, measure, largest)) : pairs;
  return (
    <section className="comparison-nodes" aria-label="Node by node">
      <header className="comparison-nodes-head">
        <h3>Node by node</h3>
        <Checkbox isSelected={isChangedOnly} onChange={setChangedOnly}>
          Only what changed
        </Checkbox>
      </header>
      <DataTable
        label="Nodes of both plans"
        rows={shown.slice(0, maxRows)}
        rowKey={({ before, after }) => `${before?.id ?? "-"}:${after?.id ?? "-"}`}
        columns={isAnalyzed ? [nodeColumn, ...runColumns(largest)] : [nodeColumn, ...costColumns(largest)]}
        empty={<p className="plan-findings-none">No node changed by more than 1 % of the largest one.</p>}
        onSelect={onSelect}
      />
      {shown.length > maxRows && (
        <p className="plan-findings-none">
          The first {maxRows} of {formatCount(shown.length)} nodes.
        </p>
      )}
    </section>
  );
}

type Measure = (node: PlanNode) => number | null;
const ownMs: Measure = (node) => node.exclusiveMs;
const cost: Measure = (node) => node.estimatedCost;
const blocks: Measure = ({ exclusiveBuffers: own }) => (own.sharedHitBlocks ?? 0) + (own.sharedReadBlocks ?? 0);

function of(node: PlanNode | null, measure: Measure): number {
  return node === null ? 0 : Math.max(0, measure(node) ?? 0);
}

function isChanged(pair: NodePair, measure: Measure, largest: number): boolean {
  const { before, after } = pair;
  if (before === null || after === null || nodeTitle(before) !== nodeTitle(after)) return true;
  return Math.abs(changeOf(pair, measure)) >= largest * minChange;
}

const nodeColumn: DataColumn<NodePair> = { id: "node", header: "Node", cell: (pair) => <PairTitle pair={pair} /> };

function PairTitle({ pair: { before, after } }: { readonly pair: NodePair }) {
  const node = after ?? before;
  const indent = { "--pair-depth": Math.min(node?.depth ?? 0, 12) };
  const was = before ? nodeTitle(before) : null;
  const is = after ? nodeTitle(after) : null;
  return (
    <span className="comparison-pair cut" style={indent as React.CSSProperties /* a custom property */}>
      {was !== null && is !== null && was !== is ? (
        <>
          <span className="comparison-was">{visibleName(was)}</span> → {visibleName(is)}
        </>
      ) : (
        visibleName(is ?? was ?? "")
      )}
      {is === null && <span className="comparison-mark"> only before</span>}
      {was === null && <span className="comparison-mark"> only after</span>}
    </span>
  );
}

const ms = (value: number) => value.toFixed(2);
const count = (value: number) => formatCount(Math.round(value));

function runColumns(largest: number): readonly DataColumn<NodePair>[] {
  return [
    value("before", "Before ms", ({ before }) => before, ownMs, ms),
    value("after", "After ms", ({ after }) => after, ownMs, ms),
    change("change", "Change", ownMs, ms, largest),
    value("rowsBefore", "Rows before", ({ before }) => before, rows, count),
    value("rowsAfter", "After", ({ after }) => after, rows, count),
    change("blocks", "Buffers", blocks, count, 0),
  ];
}

function costColumns(largest: number): readonly DataColumn<NodePair>[] {
  const estimate: Measure = (node) => node.estimatedRows;
  return [
    value("before", "Cost before", ({ before }) => before, cost, count),
    value("after", "After", ({ after }) => after, cost, count),
    change("change", "Change", cost, count, largest),
    value("rowsBefore", "Estimate before", ({ before }) => before, estimate, count),
    value("rowsAfter", "After", ({ after }) => after, estimate, count),
  ];
}

const rows: Measure = (node) => (node.loops === 0 ? null : node.rows);

function value(
  id: string,
  header: string,
  side: (pair: NodePair) => PlanNode | null,
  measure: Measure,
  print: (value: number) => string,
): DataColumn<NodePair> {
  const read = (pair: NodePair) => {
    const node = side(pair);
    const found = node === null ? null : measure(node);
    return found === null ? null : Math.max(0, found);
  };
  return {
    id,
    header,
    cell: (pair) => {
      const found = read(pair);
      return found === null ? <span className="muted">–</span> : print(found);
    },
    isNumeric: true,
    isMono: true,
    width: 86,
    sortBy: read,
  };
}

function change(
  id: string,
  header: string,
  measure: Measure,
  print: (value: number) => string,
  largest: number,
): DataColumn<NodePair> {
  return {
    id,
    header,
    cell: (pair) => {
      const by = changeOf(pair, measure);
      const scale = largest > 0 ? largest : Math.max(of(pair.before, measure), of(pair.after, measure));
      return <span className={toneOf(by, scale)}>{signed(by, print)}</span>;
    },
    isNumeric: true,
    isMono: true,
    width: 92,
    sortBy: (pair) => changeOf(pair, measure),
  };
}
