import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import type { ObjectName } from "../../../shared/databases/model.ts";
import type { SortColumn } from "../../../shared/grid/model.ts";
import type { MenuItem } from "../controls/menu.tsx";
import { ErrorPanel } from "../feedback/error-panel.tsx";
import { Skeleton } from "../feedback/skeleton.tsx";
import { useTokenPixels } from "../use-token-pixels.ts";
import { CellMenu, copyItems } from "./cell-menu.tsx";
import type { CopyFormat } from "./copying/copy-formats.ts";
import type { LoadCell } from "./copying/read-selection.ts";
import { useCopy } from "./copying/use-copy.ts";
import { GridHead } from "./grid-head.tsx";
import { type GridStep, gridStep } from "./grid-keys.ts";
import { GridRow } from "./grid-row.tsx";
import "./rows-grid.css";
import type { RowSnapshot, RowSource } from "./row-source.ts";
import { gutterWidth } from "./scrolling/column-widths.ts";
import { useColumnWidths } from "./scrolling/use-column-widths.ts";
import { useElementSize } from "./scrolling/use-element-size.ts";
import { type GridView, useGridScroll } from "./scrolling/use-grid-scroll.ts";
import { type GridSelection, rangeOf, selectCell } from "./selection.ts";
import { useGridSelection } from "./use-grid-selection.ts";
import { useSnapshot } from "./use-source.ts";

/** What a grid needs, and what it tells. Rows are indexes of the source. */
export interface RowsGridProps {
  readonly label: string;
  readonly source: RowSource;
  readonly sort?: readonly SortColumn[] | undefined;
  readonly onSort?: ((column: string, isAdding: boolean) => void) | undefined;
  readonly onActiveRow?: ((row: number | null) => void) | undefined;
  /** Goes to the row that a foreign key refers to (Mod+click, Alt+Space). */
  readonly onFollow?: ((row: number, column: number) => void) | undefined;
  /** Enter or double click. */
  readonly onOpenCell?: ((row: number, column: number) => void) | undefined;
  /** Space. */
  readonly onDetails?: (() => void) | undefined;
  readonly loadCell?: LoadCell | undefined;
  readonly insertTarget?: ObjectName | undefined;
  /** More lines for the menu of a cell. */
  readonly menuItems?: ((row: number, column: number) => readonly MenuItem[]) | undefined;
  readonly onRetry?: (() => void) | undefined;
  readonly empty?: ReactNode;
}

const noSort: readonly SortColumn[] = [];

/** Rows of any number: only what is on screen exists and is decoded. A grid to screen readers, with roving focus. */
export function RowsGrid(props: RowsGridProps) {
  const grid = useGrid(props);
  const { source, sort = noSort } = props;
  const { snapshot, scroll, edges, gutter, selection, isChosen, range, rowHeight } = grid;
  const { view } = scroll;
  const focusRow = selection.focus.row + snapshot.shift;
  const rows: number[] = [];
  // The view follows a moment later when rows go.
  const lastRow = Math.min(view.lastRow, snapshot.rowCount - 1);
  for (let row = view.firstRow; row <= lastRow; row++) rows.push(row);
  if (focusRow < snapshot.rowCount && focusRow >= 0 && (focusRow < view.firstRow || focusRow > view.lastRow))
    rows.push(focusRow);
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
              {rows.map((row) => {
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
                    canFollow={props.onFollow !== undefined}
                  />
                );
              })}
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
      {snapshot.error && (
        <div className={isEmpty ? "grid-error" : "grid-error grid-error-below"}>
          <ErrorPanel error={snapshot.error} onRetry={props.onRetry} />
        </div>
      )}
      <div className="grid-note" role="status">
        {grid.note && (
          <span className={grid.note.isError ? "grid-note-error" : "grid-note-done"}>{grid.note.text}</span>
        )}
      </div>
      <CellMenu cell={grid.menuCell} items={grid.menuItems} onClose={grid.closeMenu} />
    </div>
  );
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

interface EventParts {
  readonly props: RowsGridProps;
  readonly snapshot: ReturnType<typeof useSnapshot>;
  readonly chosen: ReturnType<typeof useGridSelection>;
  readonly scroll: ReturnType<typeof useGridScroll>;
  readonly range: ReturnType<typeof rangeOf>;
  readonly copy: ReturnType<typeof useCopy>["copy"];
  readonly menuCell: Element | null;
  readonly setMenuCell: (cell: Element | null) => void;
}

function useGridEvents({ props, snapshot, chosen, scroll, range, copy, menuCell, setMenuCell }: EventParts) {
  const { source } = props;
  const { selection, choose, press, pressRow } = chosen;
  const { shift, rowCount } = snapshot;
  const focus = { row: selection.focus.row + shift, column: selection.focus.column };
  const startCopy = (format: CopyFormat, withHeads: boolean) => void copy(range, format, withHeads);

  const runStep = (step: GridStep, target: Element) => {
    if (step.kind === "select") {
      choose(step.selection);
      scroll.showCell(step.selection.focus.row + shift, step.selection.focus.column);
    } else if (step.kind === "end" && source.toEnd && !snapshot.isEndKnown) {
      scroll.scroller.current?.focus(); // the cell that has the focus goes with the old rows
      source.toEnd();
    } else if (step.kind === "start" && source.toStart && snapshot.anchor === "last") {
      scroll.scroller.current?.focus();
      source.toStart();
    } else if (step.kind === "end" || step.kind === "start") {
      const row = step.kind === "end" ? rowCount - 1 : 0;
      choose(
        step.isExtending
          ? { ...selection, focus: { row: row - shift, column: focus.column } }
          : selectCell(row - shift, focus.column),
      );
      scroll.showRow(row);
    } else if (step.kind === "copy") startCopy("tsv", step.withHeads);
    else if (step.kind === "open") props.onOpenCell?.(focus.row, focus.column);
    else if (step.kind === "follow") props.onFollow?.(focus.row, focus.column);
    else if (step.kind === "details") props.onDetails?.();
    else setMenuCell(target);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (!(event.target instanceof Element) || event.target.closest(".grid-head")) return;
    const extent = {
      firstRow: -shift,
      lastRow: rowCount - 1 - shift,
      columnCount: source.columns.length,
      pageRows: scroll.view.pageRows,
    };
    const step = rowCount > 0 ? gridStep(event, selection, extent) : null;
    if (!step) return;
    event.preventDefault();
    runStep(step, event.target);
  };

  const onMouseDown = (event: MouseEvent) => {
    const place = placeOf(event.target);
    if (!place || event.button === 1) return;
    const isInside =
      place.row >= range.firstRow &&
      place.row <= range.lastRow &&
      place.column >= range.firstColumn &&
      place.column <= range.lastColumn;
    if (event.button === 2 && isInside && chosen.isChosen) return;
    if (place.isGutter) pressRow(place.row - shift, event.shiftKey);
    else if ((event.ctrlKey || event.metaKey) && source.columns[place.column]?.isForeignKey)
      props.onFollow?.(place.row, place.column);
    else press(place.row - shift, place.column, event.shiftKey);
  };

  const onMouseMove = (event: MouseEvent) => {
    if (event.buttons !== 1) return;
    const place = placeOf(event.target);
    if (!place || (place.row === focus.row && place.column === focus.column)) return;
    if (chosen.isChosen) choose({ ...selection, focus: { row: place.row - shift, column: place.column } });
  };

  const onDoubleClick = (event: MouseEvent) => {
    const place = placeOf(event.target);
    if (place && !place.isGutter) props.onOpenCell?.(place.row, place.column);
  };

  const onContextMenu = (event: MouseEvent) => {
    const place = placeOf(event.target);
    if (!place || !(event.target instanceof Element)) return;
    event.preventDefault();
    setMenuCell(event.target.closest("[data-column], [data-gutter-row]"));
  };

  const asked = menuCell ? placeOf(menuCell) : null;
  const more = asked && !asked.isGutter ? (props.menuItems?.(asked.row, asked.column) ?? []) : [];
  const menuItems: (MenuItem | "separator")[] = [
    ...copyItems(props.insertTarget !== undefined, startCopy),
    ...(more.length > 0 ? ["separator" as const, ...more] : []),
  ];
  const selectAll = () =>
    choose({ kind: "rows", anchor: { row: -shift, column: 0 }, focus: { row: rowCount - 1 - shift, column: 0 } });
  const closeMenu = () => setMenuCell(null);
  return { onKeyDown, onMouseDown, onMouseMove, onDoubleClick, onContextMenu, menuItems, selectAll, closeMenu };
}

/** The cell or row number that an event is about. */
function placeOf(
  target: EventTarget,
): { readonly row: number; readonly column: number; readonly isGutter: boolean } | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>("[data-column], [data-gutter-row]") : null;
  if (!cell) return null;
  const { row, column, gutterRow } = cell.dataset;
  return gutterRow === undefined
    ? { row: Number(row), column: Number(column), isGutter: false }
    : { row: Number(gutterRow), column: 0, isGutter: true };
}
