import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { SortColumn } from "../../../shared/grid/model.ts";
import { ErrorPanel } from "../feedback/error-panel.tsx";
import { Skeleton } from "../feedback/skeleton.tsx";
import { useTokenPixels } from "../use-token-pixels.ts";
import { CellMenu } from "./cell-menu.tsx";
import { useCopy } from "./copying/use-copy.ts";
import { GridHead } from "./grid-head.tsx";
import { GridRow } from "./grid-row.tsx";
import "./rows-grid.css";
import type { RowSnapshot, RowSource } from "./row-source.ts";
import type { RowsGridProps } from "./rows-grid-props.ts";
import { gutterWidth } from "./scrolling/column-widths.ts";
import { useColumnWidths } from "./scrolling/use-column-widths.ts";
import { useElementSize } from "./scrolling/use-element-size.ts";
import { type GridView, useGridScroll } from "./scrolling/use-grid-scroll.ts";
import { type GridSelection, rangeOf, selectCell } from "./selection.ts";
import { useGridEvents } from "./use-grid-events.ts";
import { useGridSelection } from "./use-grid-selection.ts";
import { useSnapshot } from "./use-source.ts";

const noSort: readonly SortColumn[] = [];

/** Rows of any number: only what is on screen exists and is decoded. A grid to screen readers, with roving focus. */
export function RowsGrid(props: RowsGridProps) {
  const grid = useGrid(props);
  const { source, sort = noSort } = props;
  const { snapshot, scroll, edges, gutter } = grid;
  const { view } = scroll;
  const isEmpty = snapshot.rowCount === 0;
  return (
    <div className="rows-grid">
      <div
        ref={scroll.scroller}
        className="grid-scroller"
        role="grid"
        tabIndex={-1}
        aria-label={props.label}
        aria-multiselectable="true"
        aria-readonly="true"
        aria-rowcount={snapshot.isEndKnown ? snapshot.rowCount + 1 : -1}
        aria-colcount={source.columns.length}
        aria-busy={snapshot.isLoading}
        onScroll={scroll.onScroll}
        onKeyDown={grid.onKeyDown}
        onMouseDown={grid.onMouseDown}
        onMouseMove={grid.onMouseMove}
        onDoubleClick={grid.onDoubleClick}
        onContextMenu={grid.onContextMenu}
      >
        <div className="grid-all" style={{ width: gutter + (edges.at(-1) ?? 0) }}>
          <GridHead
            columns={source.columns}
            edges={edges}
            gutter={gutter}
            firstColumn={view.firstColumn}
            lastColumn={view.lastColumn}
            sort={sort}
            onSort={props.onSort}
            onResize={grid.resize}
            onFit={grid.fit}
            onSelectAll={grid.selectAll}
          />
          <div className="grid-rows" style={{ height: scroll.height }}>
            <div ref={scroll.layer} className="grid-layer">
              <GridRows grid={grid} source={source} canFollow={props.onFollow !== undefined} />
            </div>
          </div>
        </div>
        {isEmpty && snapshot.isLoading && (
          <div className="grid-over">
            <Skeleton lines={12} />
          </div>
        )}
        {isEmpty && !snapshot.isLoading && !snapshot.error && <div className="grid-over">{props.empty}</div>}
      </div>
      <GridNotes grid={grid} onRetry={props.onRetry} />
      <CellMenu cell={grid.menuCell} items={grid.menuItems} onClose={grid.closeMenu} />
    </div>
  );
}

interface GridNotesProps {
  readonly grid: ReturnType<typeof useGrid>;
  readonly onRetry: (() => void) | undefined;
}

/** What went wrong with the rows, and what became of the last copy. */
function GridNotes({ grid, onRetry }: GridNotesProps) {
  const { snapshot } = grid;
  return (
    <>
      {snapshot.error && (
        <div className={snapshot.rowCount === 0 ? "grid-error" : "grid-error grid-error-below"}>
          <ErrorPanel error={snapshot.error} onRetry={onRetry} />
        </div>
      )}
      <div className="grid-note" role="status">
        {grid.note && (
          <span className={grid.note.isError ? "grid-note-error" : "grid-note-done"}>{grid.note.text}</span>
        )}
      </div>
    </>
  );
}

interface GridRowsProps {
  readonly grid: ReturnType<typeof useGrid>;
  readonly source: RowSource;
  readonly canFollow: boolean;
}

/** The rows on screen, and the one with the focus wherever it is. */
function GridRows({ grid, source, canFollow }: GridRowsProps) {
  const { snapshot, edges, gutter, selection, isChosen, range, rowHeight } = grid;
  const { view } = grid.scroll;
  const focusRow = selection.focus.row + snapshot.shift;
  const rows: number[] = [];
  // The view follows a moment later when rows go.
  const lastRow = Math.min(view.lastRow, snapshot.rowCount - 1);
  for (let row = view.firstRow; row <= lastRow; row++) rows.push(row);
  if (focusRow < snapshot.rowCount && focusRow >= 0 && (focusRow < view.firstRow || focusRow > view.lastRow))
    rows.push(focusRow);
  return rows.map((row) => {
    const isInRange = isChosen && row >= range.firstRow && row <= range.lastRow;
    return (
      <GridRow
        key={row - snapshot.shift}
        source={source}
        row={row}
        rowKey={source.rowKey(row)}
        top={(row - view.base) * rowHeight}
        gutter={gutter}
        edges={edges}
        firstColumn={view.firstColumn}
        lastColumn={view.lastColumn}
        chosenFrom={isInRange ? range.firstColumn : -1}
        chosenTo={isInRange ? range.lastColumn : -1}
        focusColumn={row === focusRow ? selection.focus.column : -1}
        isChosen={isChosen}
        label={source.rowLabel(row)}
        canFollow={canFollow}
      />
    );
  });
}

/** State and movements of the grid. */
function useGrid(props: RowsGridProps) {
  const { source } = props;
  const snapshot = useSnapshot(source);
  const probe = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [menuCell, setMenuCell] = useState<Element | null>(null);
  const gutter = gutterWidth(source.rowLabel(Math.max(0, snapshot.rowCount - 1)).length);
  const { edges, resize, fit } = useColumnWidths(source, snapshot.rowCount > 0, Math.max(0, width - gutter));
  const rowHeight = useTokenPixels(probe, "--row", 26);
  const headHeight = useTokenPixels(probe, "--grid-head", 40);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const scroll = useGridScroll(
    { rowCount: snapshot.rowCount, rowHeight, headHeight, gutter, edges, shift: snapshot.shift },
    size,
  );
  const measured = useElementSize(scroll.scroller);
  useLayoutEffect(() => {
    probe.current = scroll.scroller.current;
    setSize(measured);
    setWidth(measured.width);
  }, [measured, scroll.scroller]);
  const chosen = useGridSelection(source, snapshot, props.onActiveRow);
  const { note, copy } = useCopy(source, props.insertTarget, props.loadCell);
  const { selection } = chosen;
  const stable = rangeOf(selection, source.columns.length);
  const range = {
    ...stable,
    firstRow: stable.firstRow + snapshot.shift,
    lastRow: Math.min(stable.lastRow + snapshot.shift, snapshot.rowCount - 1),
  };
  const { firstRow, lastRow } = scroll.view;
  useEffect(() => {
    if (snapshot.version >= 0 && lastRow >= firstRow) source.ensure(firstRow, lastRow);
  }, [source, firstRow, lastRow, snapshot.version]);
  useFocusedCell(scroll.scroller, selection, scroll.view);
  useEpochStart(snapshot, (row) => {
    scroll.showRow(row);
    if (snapshot.anchor === "last") chosen.choose(selectCell(row - snapshot.shift, selection.focus.column));
  });
  const events = useGridEvents({ props, snapshot, chosen, scroll, range, copy, menuCell, setMenuCell });
  return { ...chosen, ...events, snapshot, scroll, edges, gutter, range, rowHeight, resize, fit, note, menuCell };
}

/** Keeps the browser's focus on the chosen cell, as long as it is in the grid at all. */
function useFocusedCell(scroller: RefObject<HTMLElement | null>, selection: GridSelection, view: GridView): void {
  useLayoutEffect(() => {
    const grid = scroller.current;
    if (!grid?.contains(document.activeElement)) return;
    if (document.activeElement?.closest(".grid-head")) return;
    const cell = grid.querySelector<HTMLElement>(`.grid-focus[data-column="${selection.focus.column}"]`);
    if (view.lastRow >= view.firstRow) cell?.focus({ preventScroll: true });
  }, [scroller, selection, view]);
}

/** Goes to the first row, or to the last, when a source that started anew has its first rows. */
function useEpochStart(snapshot: RowSnapshot, goTo: (row: number) => void): void {
  const reached = useRef(snapshot.epoch);
  const { epoch, anchor, rowCount } = snapshot;
  const latest = useRef(goTo);
  useEffect(() => {
    latest.current = goTo;
  });
  useEffect(() => {
    if (reached.current === epoch || rowCount === 0) return;
    reached.current = epoch;
    latest.current(anchor === "last" ? rowCount - 1 : 0);
  }, [epoch, anchor, rowCount]);
}
