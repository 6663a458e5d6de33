import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { PlanFinding } from "../../../../shared/plans/contract.ts";
import type { Plan } from "../../../../shared/plans/model.ts";
import "./plan-tree-grid.css";
import { NodeRow } from "./node-row.tsx";
import { rowWordsOf } from "./row-words.ts";
import { ancestorsOf, closedAtFirst, findNodes, slowestOf, treeRows, treeStep } from "./tree-rows.ts";
import { TreeTools } from "./tree-tools.tsx";

interface PlanTreeGridProps {
  readonly plan: Plan;
  readonly totalMs: number | null;
  readonly findings: readonly PlanFinding[];
  readonly selectedId: number | null;
  readonly onSelect: (nodeId: number) => void;
}

/** The plan as a tree with its figures; the same data as the icicle, for keys and screen readers. */
export function PlanTreeGrid({ plan, totalMs, findings, selectedId, onSelect }: PlanTreeGridProps) {
  const [closed, setClosed] = useState(() => closedAtFirst(plan));
  const [text, setText] = useState("");
  const found = useMemo(() => findNodes(plan, text), [plan, text]);
  const rows = useMemo(() => treeRows(plan, closed, found), [plan, closed, found]);
  const words = useMemo(() => rowWordsOf(plan, findings), [plan, findings]);
  const grid = useRef<HTMLTableElement>(null);
  const focusId = rows.some((row) => row.node.id === selectedId) ? selectedId : rows[0]?.node.id;
  const toggle = useCallback(
    (id: number) =>
      setClosed((known) => (known.has(id) ? new Set([...known].filter((one) => one !== id)) : new Set([...known, id]))),
    [],
  );
  useEffect(() => {
    // What is chosen elsewhere (picture, finding) is not left hidden in a closed branch.
    if (selectedId !== null) setClosed((known) => without(known, ancestorsOf(plan, selectedId)));
  }, [plan, selectedId]);
  const focusRow = (id: number) =>
    requestAnimationFrame(() => grid.current?.querySelector<HTMLElement>(`[data-node="${id}"]`)?.focus());
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    const isRow = event.target instanceof HTMLElement && event.target.dataset.node !== undefined;
    const step = !isRow || focusId == null ? null : treeStep(rows, focusId, event.key);
    if (step === null) return;
    event.preventDefault();
    if (step.kind === "toggle") return toggle(step.id);
    onSelect(step.id);
    focusRow(step.id);
  };
  const goTo = (id: number) => {
    setText("");
    onSelect(id);
    focusRow(id);
  };
  const slowest = slowestOf(plan);
  return (
    <>
      <TreeTools
        text={text}
        onText={setText}
        found={found?.size ?? null}
        total={plan.nodes.length}
        onGoToFound={() => {
          const first = rows.find((row) => !row.isContext);
          if (first) {
            onSelect(first.node.id);
            focusRow(first.node.id);
          }
        }}
        onGoToSlowest={slowest === null ? undefined : () => goTo(slowest)}
        onOpenAll={() => setClosed(new Set())}
        onCloseAll={() => setClosed(new Set(plan.nodes.filter(({ depth }) => depth > 0).map(({ id }) => id)))}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a treegrid on a table is ARIA's own pattern. */}
      <table ref={grid} className="plan-tree" role="treegrid" aria-label="Nodes of the plan" onKeyDown={onKeyDown}>
        <colgroup>
          <col />
          <col className="plan-tree-wide" />
          <col className="plan-tree-narrow plan-tree-inclusive" />
          <col className="plan-tree-narrow" />
          <col className="plan-tree-estimate" />
          <col className="plan-tree-slim" />
          <col className="plan-tree-slim" />
        </colgroup>
        <thead>
          <tr>
            {headings(plan).map(([title, name]) => (
              <th key={title} scope="col" className={name}>
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
              words={words.get(row.node.id)}
              totalMs={totalMs}
              isSelected={row.node.id === selectedId}
              isTabStop={row.node.id === focusId}
              onSelect={onSelect}
              onToggle={toggle}
            />
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className="plan-findings-none">No node, relation or condition holds this text.</p>}
    </>
  );
}

function headings({ isAnalyzed }: Plan): readonly (readonly [string, string])[] {
  return [
    ["Node", ""],
    [isAnalyzed ? "Exclusive ms" : "Cost", ""],
    ["Inclusive", "plan-tree-inclusive"],
    ["Rows", ""],
    ["Estimate", ""],
    ["Loops", ""],
    ["Buffers", ""],
  ];
}

function without(known: ReadonlySet<number>, ids: readonly number[]): ReadonlySet<number> {
  return ids.some((id) => known.has(id)) ? new Set([...known].filter((id) => !ids.includes(id))) : known;
}
