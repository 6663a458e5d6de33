import { type KeyboardEvent, useRef } from "react";
import type { Branch, BranchOperation } from "../../../../shared/branches/model.ts";
import type { BranchPrices } from "../../../../shared/branches/prices.ts";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { BranchTreeRow } from "./branch-tree-row.tsx";
import "./branch-tree.css";
import { useChosenConnection } from "../branches-view.ts";
import { layoutBranchTree } from "../rules/branch-tree.ts";

interface BranchTreeProps {
  /** Null where branches cost nothing. */
  readonly prices: BranchPrices | null;
  /** What the control plane does or has done, to say where something is pending. */
  readonly operations: readonly BranchOperation[];
  readonly branches: readonly Branch[];
  readonly filter: string;
  readonly chosenId: string | null;
  readonly nowMs: number;
  readonly onChoose: (branch: Branch) => void;
  readonly onOpen: (branch: Branch) => void;
  readonly onDelete: (branch: Branch) => void;
}

/** The branches as a table with parent lines. Arrows move, Enter opens the tab there, Delete asks. */
export function BranchTree(props: BranchTreeProps) {
  const { branches, prices, operations, filter, chosenId, nowMs, onChoose, onOpen, onDelete } = props;
  const table = useRef<HTMLTableElement>(null);
  const connection = useChosenConnection();
  const rows = layoutBranchTree(branches, filter);
  const at = rows.findIndex((row) => row.branch.id === chosenId);
  const chosen = rows[at]?.branch;

  const moveTo = (place: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, place))];
    if (!row) return;
    onChoose(row.branch);
    table.current?.querySelector<HTMLElement>(`[data-branch="${CSS.escape(row.branch.id)}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const place = placeAfter(event.key, at, rows.length);
    if (place !== null) moveTo(place);
    else if (event.key === "Enter" && chosen) onOpen(chosen);
    else if (event.key === "Delete" && chosen) onDelete(chosen);
    else return;
    event.preventDefault();
  };

  if (rows.length === 0)
    return (
      <EmptyState
        title={filter.trim() === "" ? "No branch" : "No branch has this name"}
        text={filter.trim() === "" ? "The project is being prepared." : "The filter looks at names only."}
      />
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a treegrid on a table is ARIA's own pattern.
    <table className="branch-tree" role="treegrid" aria-label="Branches" ref={table} onKeyDown={onKeyDown}>
      <TreeHead hasCost={prices !== null} />
      <tbody>
        {rows.map((row, index) => (
          <BranchTreeRow
            key={row.branch.id}
            row={row}
            connection={connection}
            nowMs={nowMs}
            prices={prices}
            pending={pendingOf(row.branch, operations)}
            isChosen={row.branch.id === chosenId}
            isTabStop={at < 0 ? index === 0 : index === at}
            onChoose={onChoose}
            onOpen={onOpen}
          />
        ))}
      </tbody>
    </table>
  );
}

function pendingOf({ id }: Branch, operations: readonly BranchOperation[]): number {
  return operations.filter(({ branchId, state }) => branchId === id && (state === "queued" || state === "running"))
    .length;
}

function TreeHead({ hasCost }: { readonly hasCost: boolean }) {
  return (
    <>
      <colgroup>
        <col />
        <col className="branch-col-compute" />
        <col className="branch-col-age" />
        <col className="branch-col-left" />
        <col className="branch-col-size" />
        <col className="branch-col-size branch-wide" />
        {hasCost && <col className="branch-col-size" />}
      </colgroup>
      <thead>
        <tr>
          <th scope="col">Branch</th>
          <th scope="col">Compute</th>
          <th scope="col" className="branch-number">
            Age
          </th>
          <th scope="col">Time left</th>
          <th scope="col" className="branch-number">
            Size
          </th>
          <th scope="col" className="branch-number branch-wide">
            Written
          </th>
          {hasCost && (
            <th scope="col" className="branch-number" title="Storage for a month, estimated">
              Month
            </th>
          )}
        </tr>
      </thead>
    </>
  );
}

/** The row that a key leads to; null for a key that does not move. */
function placeAfter(key: string, at: number, count: number): number | null {
  if (key === "ArrowDown") return at + 1;
  if (key === "ArrowUp") return at - 1;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}
