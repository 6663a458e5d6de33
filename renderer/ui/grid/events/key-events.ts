import type { KeyboardEvent } from "react";
import { editedCells } from "../editing/use-cell-editor.ts";
import { selectCell } from "../selection.ts";
import { type EventParts, isInEditor } from "./event-parts.ts";
import { type GridStep, gridStep } from "./grid-keys.ts";
import { headStep } from "./head-keys.ts";
import { placedElement, placeOf } from "./place-of.ts";

/** What keys do: edits first, then the heads or the cells. */
export function keyEvents(parts: EventParts) {
  const { props, source, snapshot, chosen, range, scroll } = parts;
  return (event: KeyboardEvent<HTMLElement>) => {
    if (!(event.target instanceof Element) || isInEditor(event.target)) return;
    const place = placeOf(event.target);
    if (place?.kind === "head") return headKey(parts, event, place.column);
    if (event.target.closest(".grid-head")) return;
    const { shift, rowCount } = snapshot;
    const { selection } = chosen;
    if (props.editing?.onKey?.(event, editedCells(source, range, selection, shift))) return event.preventDefault();
    if (rowCount === 0) return;
    if (event.key === "ArrowUp" && !event.shiftKey && selection.focus.row + shift === 0) {
      event.preventDefault();
      return parts.focusHead(selection.focus.column);
    }
    const extent = {
      firstRow: -shift,
      lastRow: rowCount - 1 - shift,
      columnCount: source.columns.length,
      pageRows: scroll.view.pageRows,
    };
    const step = gridStep(event, selection, extent, parts.commandKeys.isPressed);
    if (!step) return typeKey(parts, event);
    event.preventDefault();
    runStep(parts, step, event.target);
  };
}

/** A character begins an edit in the cell with the focus. */
function typeKey({ chosen, snapshot, beginEdit }: EventParts, event: KeyboardEvent): void {
  if ([...event.key].length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
  const { row, column } = chosen.selection.focus;
  if (beginEdit(row + snapshot.shift, column, { kind: "type", text: event.key })) event.preventDefault();
}

function runStep(parts: EventParts, step: GridStep, target: Element): void {
  const { props, source, snapshot, chosen, scroll, range, copy, beginEdit, setMenuCell } = parts;
  const { selection, choose } = chosen;
  const { shift, rowCount } = snapshot;
  const { column } = selection.focus;
  const row = selection.focus.row + shift;
  const baseRow = source.base.baseRow(row);
  const rows = props.source; // the one that can start anew
  if (step.kind === "select") {
    choose(step.selection);
    scroll.showCell(step.selection.focus.row + shift, step.selection.focus.column);
  } else if (step.kind === "end" && rows.toEnd && !snapshot.isEndKnown) {
    scroll.scroller.current?.focus(); // the cell that has the focus goes with the old rows
    rows.toEnd();
  } else if (step.kind === "start" && rows.toStart && snapshot.anchor !== "first") {
    scroll.scroller.current?.focus();
    rows.toStart();
  } else if (step.kind === "end" || step.kind === "start") {
    const to = step.kind === "end" ? rowCount - 1 : 0;
    choose(step.isExtending ? { ...selection, focus: { row: to - shift, column } } : selectCell(to - shift, column));
    scroll.showRow(to);
  } else if (step.kind === "copy") void copy(range, "tsv", step.withHeads);
  else if (step.kind === "open") {
    if (!beginEdit(row, column, { kind: "open" }) && baseRow >= 0)
      props.onOpenCell?.(baseRow, source.baseColumn(column));
  } else if (step.kind === "show") {
    if (baseRow >= 0) props.onOpenCell?.(baseRow, source.baseColumn(column));
  } else if (step.kind === "follow") {
    if (baseRow >= 0) props.onFollow?.(baseRow, source.baseColumn(column));
  } else if (step.kind === "details") props.onDetails?.();
  else setMenuCell(placedElement(target));
}

const resizeStep = 16;

function headKey(parts: EventParts, event: KeyboardEvent, column: number): void {
  const { source, model, snapshot, chosen, places, resize, focusHead, setMenuCell } = parts;
  const step = headStep(event, column, source.columns.length);
  if (!step) return;
  event.preventDefault();
  if (step.kind === "focus") return focusHead(step.column);
  if (step.kind === "menu") return setMenuCell(placedElement(event.target));
  if (step.kind === "resize") {
    const width = (places.edges[column + 1] ?? 0) - (places.edges[column] ?? 0);
    return resize(column, width + step.direction * resizeStep);
  }
  if (step.kind === "move") {
    const [id, target] = [source.ids[column], source.ids[column + step.direction]];
    if (id === undefined || target === undefined) return;
    model.move(id, target, step.direction < 0 ? "before" : "after");
    return focusHead(column + step.direction);
  }
  focusHead(null);
  const { row } = chosen.selection.focus;
  if (snapshot.rowCount > 0) chosen.choose(selectCell(row, column));
}
