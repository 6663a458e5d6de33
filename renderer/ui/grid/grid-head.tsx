import { ArrowDown, ArrowUp, KeyRound, Link } from "lucide-react";
import { type PointerEvent, useRef } from "react";
import type { SortColumn } from "../../../shared/grid/model.ts";
import { visibleName } from "../display/visible-name.ts";
import type { GridSourceColumn } from "./row-source.ts";

interface GridHeadProps {
  readonly columns: readonly GridSourceColumn[];
  readonly edges: readonly number[];
  readonly gutter: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
  readonly sort: readonly SortColumn[];
  /** Sorts by a column; with Shift it is added to the sort. Absent: nothing sorts. */
  readonly onSort: ((column: string, isAdding: boolean) => void) | undefined;
  readonly onResize: (column: number, width: number) => void;
  readonly onFit: (column: number) => void;
  readonly onSelectAll: () => void;
}

/** The heads: name with its signs, and the type under it. */
export function GridHead(props: GridHeadProps) {
  const { columns, edges, gutter, firstColumn, lastColumn } = props;
  return (
    <div role="row" tabIndex={-1} aria-rowindex={1} className="grid-head">
      <div role="columnheader" tabIndex={-1} className="grid-corner" style={{ width: gutter }}>
        <button
          type="button"
          className="grid-corner-button"
          aria-label="Select all rows"
          tabIndex={-1}
          onClick={props.onSelectAll}
        />
      </div>
      {columns.slice(firstColumn, lastColumn + 1).map((column, index) => {
        const at = firstColumn + index;
        const left = edges[at] ?? 0;
        return (
          <HeadCell
            key={at}
            column={column}
            index={at}
            left={gutter + left}
            width={(edges[at + 1] ?? left) - left}
            sort={props.sort.find((sorted) => sorted.column === column.name)}
            onSort={props.onSort}
            onResize={props.onResize}
            onFit={props.onFit}
          />
        );
      })}
    </div>
  );
}

interface HeadCellProps extends Pick<GridHeadProps, "onSort" | "onResize" | "onFit"> {
  readonly column: GridSourceColumn;
  readonly index: number;
  readonly left: number;
  readonly width: number;
  readonly sort: SortColumn | undefined;
}

function HeadCell({ column, index, left, width, sort, onSort, onResize, onFit }: HeadCellProps) {
  const canSort = onSort !== undefined && column.isSortable !== false;
  const Arrow = sort?.isDescending ? ArrowDown : ArrowUp;
  const name = `grid-head-cell${column.isNumeric ? " grid-head-number" : ""}${sort ? " grid-head-sorted" : ""}`;
  const words = (
    <>
      <span className="grid-head-name">
        {column.isInPrimaryKey && <KeyRound aria-label="primary key" className="grid-head-icon" />}
        {column.isForeignKey && <Link aria-label="foreign key" className="grid-head-icon" />}
        <span className="cut">{visibleName(column.name)}</span>
        {sort && <Arrow aria-hidden className="grid-head-icon" />}
      </span>
      <span className="grid-head-type cut">{column.typeLabel}</span>
    </>
  );
  return (
    <div
      role="columnheader"
      tabIndex={-1}
      className={name}
      aria-colindex={index + 1}
      aria-sort={sort ? (sort.isDescending ? "descending" : "ascending") : undefined}
      style={{ left, width }}
    >
      {canSort ? (
        <button type="button" className="grid-head-sort" onClick={(event) => onSort(column.name, event.shiftKey)}>
          {words}
        </button>
      ) : (
        <div className="grid-head-sort">{words}</div>
      )}
      <ResizeHandle width={width} onResize={(next) => onResize(index, next)} onFit={() => onFit(index)} />
    </div>
  );
}

interface ResizeHandleProps {
  readonly width: number;
  readonly onResize: (width: number) => void;
  readonly onFit: () => void;
}

function ResizeHandle({ width, onResize, onFit }: ResizeHandleProps) {
  const start = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const move = (event: PointerEvent) => {
    if (start.current) onResize(Math.max(40, start.current.width + event.clientX - start.current.x));
  };
  return (
    <span
      className="grid-resize"
      aria-hidden="true"
      onPointerDown={(event) => {
        start.current = { x: event.clientX, width };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={move}
      onPointerUp={() => {
        start.current = null;
      }}
      onDoubleClick={onFit}
    />
  );
}
