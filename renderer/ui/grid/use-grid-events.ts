import type { KeyboardEvent, MouseEvent } from "react";
import type { MenuItem } from "../controls/menu.tsx";
import { copyItems } from "./cell-menu.tsx";
import type { CopyFormat } from "./copying/copy-formats.ts";
import type { useCopy } from "./copying/use-copy.ts";
import { type GridStep, gridStep } from "./grid-keys.ts";
import type { RowSnapshot } from "./row-source.ts";
import type { RowsGridProps } from "./rows-grid-props.ts";
import type { GridScroll } from "./scrolling/use-grid-scroll.ts";
import { type CellRange, selectCell } from "./selection.ts";
import type { useGridSelection } from "./use-grid-selection.ts";

interface EventParts {
  readonly props: RowsGridProps;
  readonly snapshot: RowSnapshot;
  readonly chosen: ReturnType<typeof useGridSelection>;
  readonly scroll: GridScroll;
  readonly range: CellRange;
  readonly copy: ReturnType<typeof useCopy>["copy"];
  readonly menuCell: Element | null;
  readonly setMenuCell: (cell: Element | null) => void;
}

/** What keys and mouse do in the grid. */
export function useGridEvents(parts: EventParts) {
  const { props, snapshot, chosen, range, copy, menuCell, setMenuCell } = parts;
  const startCopy = (format: CopyFormat, withHeads: boolean) => void copy(range, format, withHeads);
  const asked = menuCell ? placeOf(menuCell) : null;
  const more = asked && !asked.isGutter ? (props.menuItems?.(asked.row, asked.column) ?? []) : [];
  const menuItems: (MenuItem | "separator")[] = [
    ...copyItems(props.insertTarget !== undefined, startCopy),
    ...(more.length > 0 ? ["separator" as const, ...more] : []),
  ];
  const selectAll = () =>
    chosen.choose({
      kind: "rows",
      anchor: { row: -snapshot.shift, column: 0 },
      focus: { row: snapshot.rowCount - 1 - snapshot.shift, column: 0 },
    });
  const closeMenu = () => setMenuCell(null);
  return { onKeyDown: keyEvents(parts), ...mouseEvents(parts), menuItems, selectAll, closeMenu };
}

function keyEvents({ props, snapshot, chosen, scroll, range, copy, setMenuCell }: EventParts) {
  const { source } = props;
  const { selection, choose } = chosen;
  const { shift, rowCount } = snapshot;
  const focus = { row: selection.focus.row + shift, column: selection.focus.column };
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
    } else if (step.kind === "copy") void copy(range, "tsv", step.withHeads);
    else if (step.kind === "open") props.onOpenCell?.(focus.row, focus.column);
    else if (step.kind === "follow") props.onFollow?.(focus.row, focus.column);
    else if (step.kind === "details") props.onDetails?.();
    else setMenuCell(target);
  };

  return (event: KeyboardEvent<HTMLElement>) => {
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
}

function mouseEvents({ props, snapshot, chosen, range, setMenuCell }: EventParts) {
  const { source } = props;
  const { selection, choose, press, pressRow } = chosen;
  const { shift } = snapshot;
  const focus = { row: selection.focus.row + shift, column: selection.focus.column };
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

  return { onMouseDown, onMouseMove, onDoubleClick, onContextMenu };
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
