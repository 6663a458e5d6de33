import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { type ColumnLayout, plainLayout } from "../../../shared/grid/column-layout.ts";
import { useCommandKeys } from "../controls/command-keys.ts";
import { useTokenPixels } from "../use-token-pixels.ts";
import { ArrangedSource } from "./columns/arranged-source.ts";
import { columnIds, useColumnModel } from "./columns/column-model.ts";
import { useCopy } from "./copying/use-copy.ts";
import { type EditMove, emptyOverlay } from "./editing/grid-editing.ts";
import { OverlaidSource } from "./editing/overlaid-source.ts";
import { useCellEditor } from "./editing/use-cell-editor.ts";
import { useGridEvents } from "./events/use-grid-events.ts";
import type { RowSnapshot, RowSource } from "./row-source.ts";
import type { RowsGridProps } from "./rows-grid-props.ts";
import { gutterWidth } from "./scrolling/column-widths.ts";
import { useColumnWidths } from "./scrolling/use-column-widths.ts";
import { useElementSize } from "./scrolling/use-element-size.ts";
import { type GridView, useGridScroll } from "./scrolling/use-grid-scroll.ts";
import { type GridSelection, rangeOf, selectCell } from "./selection.ts";
import { useGridSelection } from "./use-grid-selection.ts";
import { useSnapshot } from "./use-source.ts";

/** State and movements of the grid. Rows and columns are those on screen: staged rows first, columns as arranged. */
export function useGrid(props: RowsGridProps) {
  const { source: base, editing } = props;
  const { source, model } = useShownSource(props);
  const snapshot = useSnapshot(source);
  const [menuCell, setMenuCell] = useState<Element | null>(null);
  const [headColumn, setHeadColumn] = useState<number | null>(null);
  const gutter = gutterWidth(source.rowLabel(Math.max(0, snapshot.rowCount - 1)).length + (editing ? 2 : 0));
  const frame = useGridFrame(source, model, snapshot, gutter);
  const { scroll, places, resize, fit } = frame;
  const { shift, rowCount } = snapshot;
  const { onActiveRow } = props;
  const tellActive = (row: number | null) => {
    const baseRow = row === null ? -1 : source.base.baseRow(row);
    onActiveRow?.(baseRow < 0 ? null : baseRow);
  };
  const chosen = useGridSelection(base, snapshot, tellActive);
  const { selection, choose } = chosen;
  const loadCell = props.loadCell;
  const loadShown = useMemo(
    () => loadCell && ((row: number, column: number) => loadCell(source.base.baseRow(row), source.baseColumn(column))),
    [loadCell, source],
  );
  const { note, copy, say } = useCopy(source, props.insertTarget, loadShown);
  const stable = rangeOf(selection, source.columns.length);
  const lastRow = Math.min(stable.lastRow + shift, rowCount - 1);
  const range = { ...stable, firstRow: stable.firstRow + shift, lastRow };
  const focusHead = useCallback(
    (column: number | null) => {
      setHeadColumn(column);
      if (column !== null) scroll.showColumn(column);
    },
    [scroll.showColumn],
  );
  const onClosed = (row: number, column: number, move: EditMove) => {
    const next = afterEdit(row, column, move, {
      firstRow: -shift,
      lastRow: rowCount - 1 - shift,
      columns: source.columns.length,
    });
    choose(selectCell(next.row, next.column));
    scroll.showCell(next.row + shift, next.column);
    scroll.scroller.current?.querySelector<HTMLElement>(".grid-focus")?.focus({ preventScroll: true });
  };
  const { begin, editor } = useCellEditor({ editing, source, shift, onRefused: (why) => say(why), onClosed });
  useWantedRows(source, scroll.view, snapshot);
  useFocusedCell(scroll.scroller, selection, scroll.view, headColumn);
  useEpochStart(snapshot, (stable) => {
    scroll.showRow((stable ?? -shift) + shift);
    if (stable !== null) choose(selectCell(stable, selection.focus.column));
  });
  useNewRow(editing?.overlay.inserted[0]?.id, () => {
    choose(selectCell(-shift, 0));
    scroll.showCell(0, 0);
  });
  const shownParts = { props, source, model, snapshot, chosen, scroll, range, copy, places };
  const commandKeys = useCommandKeys();
  const events = useGridEvents({
    ...shownParts,
    commandKeys,
    beginEdit: begin,
    resize,
    fit,
    focusHead,
    menuCell,
    setMenuCell,
  });
  return {
    ...chosen,
    ...frame,
    ...events,
    source,
    model,
    snapshot,
    gutter,
    range,
    note,
    editor,
    menuCell,
    headColumn,
    setMenuCell,
  };
}

/** The rows with what is staged, and the columns as they are arranged. */
function useShownSource({ source: base, columns: kept, editing }: RowsGridProps) {
  const overlay = editing?.overlay ?? emptyOverlay;
  const overlaid = useMemo(() => new OverlaidSource(base, overlay), [base, overlay]);
  useSnapshot(base); // the columns come with the first rows
  const { columns } = base;
  const ids = useMemo(() => columnIds(columns), [columns]);
  const [layout, setLayout] = useState<ColumnLayout>(plainLayout);
  const own = useColumnModel(ids, layout, setLayout);
  const model = kept ?? own;
  const source = useMemo(() => new ArrangedSource(overlaid, ids, model.shown), [overlaid, ids, model.shown]);
  return { source, model };
}

/** Sizes, places and scrolling. */
function useGridFrame(
  source: ArrangedSource<OverlaidSource>,
  model: Parameters<typeof useColumnWidths>[1],
  snapshot: RowSnapshot,
  gutter: number,
) {
  const probe = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const widths = useColumnWidths(source, model, snapshot.rowCount > 0, Math.max(0, size.width - gutter));
  const rowHeight = useTokenPixels(probe, "--row", 26);
  const headHeight = useTokenPixels(probe, "--grid-head", 40);
  const { rowCount, shift } = snapshot;
  const scroll = useGridScroll({ rowCount, rowHeight, headHeight, gutter, places: widths.places, shift }, size);
  const measured = useElementSize(scroll.scroller);
  useLayoutEffect(() => {
    probe.current = scroll.scroller.current;
    setSize(measured);
  }, [measured, scroll.scroller]);
  return { ...widths, rowHeight, scroll };
}

/** Asks for the rows on screen, again whenever something changed. */
function useWantedRows(source: RowSource, { firstRow, lastRow }: GridView, { version }: RowSnapshot): void {
  useEffect(() => {
    if (version >= 0 && lastRow >= firstRow) source.ensure(firstRow, lastRow);
  }, [source, firstRow, lastRow, version]);
}

/** Keeps the browser's focus on the chosen cell or head, as long as it is in the grid at all. */
function useFocusedCell(
  scroller: RefObject<HTMLElement | null>,
  selection: GridSelection,
  view: GridView,
  headColumn: number | null,
): void {
  useLayoutEffect(() => {
    const grid = scroller.current;
    const active = document.activeElement;
    if (!grid?.contains(active) || active?.closest(".grid-editing")) return;
    if (headColumn !== null)
      return grid
        .querySelector<HTMLElement>(`[data-head-column="${headColumn}"] .grid-head-sort`)
        ?.focus({ preventScroll: true });
    const cell = grid.querySelector<HTMLElement>(`.grid-focus[data-column="${selection.focus.column}"]`);
    if (view.lastRow >= view.firstRow) cell?.focus({ preventScroll: true });
  }, [scroller, selection, view, headColumn]);
}

/** Goes to the row that a new beginning is about, when it is here. Rows in the stable numbering. */
function useEpochStart(snapshot: RowSnapshot, goTo: (row: number | null) => void): void {
  const reached = useRef(snapshot.epoch);
  const { epoch, anchor, anchorRow, rowCount, shift, isLoading } = snapshot;
  const latest = useLatest(goTo);
  useEffect(() => {
    if (reached.current === epoch || rowCount === 0) return;
    const wanted = anchor === "last" ? rowCount - 1 - shift : anchorRow;
    const isHere = wanted === null || (wanted + shift >= 0 && wanted + shift < rowCount);
    if (!isHere && isLoading) return;
    reached.current = epoch;
    latest.current(wanted === null ? null : Math.max(-shift, Math.min(rowCount - 1 - shift, wanted)));
  }, [epoch, anchor, anchorRow, rowCount, shift, isLoading, latest]);
}

/** Goes to a row that was just put in; not to those that were there when the grid came. */
function useNewRow(newest: string | undefined, goTo: () => void): void {
  const known = useRef(newest);
  const latest = useLatest(goTo);
  useEffect(() => {
    const isNew = newest !== undefined && newest !== known.current;
    known.current = newest;
    if (isNew) latest.current();
  }, [newest, latest]);
}

function useLatest<Value>(value: Value): RefObject<Value> {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}

/** The cell that has the focus after an edit. */
export function afterEdit(
  row: number,
  column: number,
  move: EditMove,
  extent: { readonly firstRow: number; readonly lastRow: number; readonly columns: number },
): { readonly row: number; readonly column: number } {
  if (move === "down") return { row: Math.min(extent.lastRow, row + 1), column };
  if (move === "up") return { row: Math.max(extent.firstRow, row - 1), column };
  const step = move === "next" ? 1 : move === "previous" ? -1 : 0;
  return { row, column: Math.max(0, Math.min(extent.columns - 1, column + step)) };
}
