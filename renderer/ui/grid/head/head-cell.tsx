import { ArrowDown, ArrowUp, ChevronDown, KeyRound, Link } from "lucide-react";
import { type MouseEvent, type PointerEvent, useRef } from "react";
import type { SortColumn } from "../../../../shared/grid/model.ts";
import { visibleName } from "../../display/visible-name.ts";
import type { GridSourceColumn } from "../row-source.ts";
import { ResizeHandle } from "./resize-handle.tsx";

/** What can be done with a head. Columns are places on screen. */
export interface HeadCellActions {
  /** Sorts by a column; with Shift it is added to the sort. Absent: nothing sorts. */
  readonly onSort: ((column: number, isAdding: boolean) => void) | undefined;
  readonly onResize: (column: number, width: number) => void;
  readonly onFit: (column: number) => void;
  readonly onMenu: (head: Element) => void;
  /** The pointer moves with a head that it holds. */
  readonly onDrag: (column: number, event: PointerEvent) => void;
  readonly onDrop: (isDone: boolean) => void;
}

interface HeadCellProps extends HeadCellActions {
  readonly column: GridSourceColumn;
  readonly index: number;
  readonly left: number;
  readonly width: number;
  readonly sort: SortColumn | undefined;
  /** Which of several sorts this is; null when there is one. */
  readonly rank: number | null;
  /** Where a head that is dragged would land. */
  readonly drop: "before" | "after" | null;
}

const dragThreshold = 5;

/** One head. A click sorts, dragging moves the column, the button at its end has everything else. */
export function HeadCell(props: HeadCellProps) {
  const { column, index, left, width, sort, rank, drop } = props;
  const canSort = props.onSort !== undefined && column.isSortable !== false;
  const press = useHeadPress(props);
  const name = [
    "grid-head-cell",
    column.isNumeric ? "grid-head-number" : "",
    sort ? "grid-head-sorted" : "",
    drop ? `grid-head-drop-${drop}` : "",
  ];
  return (
    <div
      role="columnheader"
      tabIndex={-1}
      className={name.filter(Boolean).join(" ")}
      aria-colindex={index + 1}
      aria-sort={sort ? (sort.isDescending ? "descending" : "ascending") : canSort ? "none" : undefined}
      data-head-column={index}
      style={{ left, width }}
    >
      <button type="button" className={`grid-head-sort${canSort ? "" : " grid-head-fixed"}`} tabIndex={-1} {...press}>
        <span className="grid-head-name">
          {column.isInPrimaryKey && <KeyRound aria-label="primary key" className="grid-head-icon" />}
          {column.isForeignKey && <Link aria-label="foreign key" className="grid-head-icon" />}
          <span className="cut">{visibleName(column.name)}</span>
          {sort && <SortSign sort={sort} rank={rank} />}
        </span>
        <span className="grid-head-type cut">{column.typeLabel}</span>
      </button>
      <button
        type="button"
        className="grid-head-menu"
        tabIndex={-1}
        aria-label={`Menu of the column ${visibleName(column.name)}`}
        onClick={(event) => openMenu(event, props.onMenu)}
      >
        <ChevronDown aria-hidden className="grid-head-icon" />
      </button>
      <ResizeHandle width={width} onResize={(next) => props.onResize(index, next)} onFit={() => props.onFit(index)} />
    </div>
  );
}

function SortSign({ sort, rank }: { readonly sort: SortColumn; readonly rank: number | null }) {
  const Arrow = sort.isDescending ? ArrowDown : ArrowUp;
  return (
    <>
      <Arrow aria-hidden className="grid-head-icon grid-head-arrow" />
      {rank !== null && <span className="grid-head-rank">{rank}</span>}
    </>
  );
}

function openMenu(event: MouseEvent, onMenu: (head: Element) => void): void {
  const head = event.currentTarget.closest("[data-head-column]");
  if (head) onMenu(head);
}

/** A press that stays in its place is a click; one that moves takes the column along. */
function useHeadPress({ index, column, onSort, onDrag, onDrop }: HeadCellProps) {
  const startX = useRef<number | null>(null);
  const isDragging = useRef(false);
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      startX.current = event.clientX;
      isDragging.current = false;
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent) => {
      if (startX.current === null) return;
      if (Math.abs(event.clientX - startX.current) > dragThreshold) isDragging.current = true;
      if (isDragging.current) onDrag(index, event);
    },
    onPointerUp: () => {
      startX.current = null;
      if (isDragging.current) onDrop(true);
    },
    onPointerCancel: () => {
      startX.current = null;
      onDrop(false);
    },
    onClick: (event: MouseEvent) => {
      const wasDragged = isDragging.current;
      isDragging.current = false;
      if (!wasDragged && column.isSortable !== false) onSort?.(index, event.shiftKey);
    },
  };
}
