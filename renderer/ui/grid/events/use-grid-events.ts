import type { ClipboardEvent, MouseEvent } from "react";
import type { MenuItem } from "../../controls/menu.tsx";
import { copyItems } from "../cell-menu.tsx";
import type { CopyFormat } from "../copying/copy-formats.ts";
import { editedCells } from "../editing/use-cell-editor.ts";
import { columnMenuItems } from "../head/column-menu.ts";
import { type EventParts, isInEditor } from "./event-parts.ts";
import { keyEvents } from "./key-events.ts";
import { placedElement, placeOf } from "./place-of.ts";

/** What keys, mouse and clipboard do in the grid. */
export function useGridEvents(parts: EventParts) {
  const { props, source, snapshot, chosen, range, setMenuCell } = parts;
  const onPaste = (event: ClipboardEvent) => {
    if (!props.editing?.onPaste || isInEditor(event.target)) return;
    event.preventDefault();
    const cells = editedCells(source, range, chosen.selection, snapshot.shift);
    props.editing.onPaste(event.clipboardData.getData("text/plain"), cells);
  };
  const selectAll = () =>
    chosen.choose({
      kind: "rows",
      anchor: { row: -snapshot.shift, column: 0 },
      focus: { row: snapshot.rowCount - 1 - snapshot.shift, column: 0 },
    });
  return {
    onKeyDown: keyEvents(parts),
    ...mouseEvents(parts),
    onPaste,
    selectAll,
    menuItems: menuItems(parts),
    closeMenu: () => setMenuCell(null),
  };
}

function menuItems(parts: EventParts): (MenuItem | "separator")[] {
  const { props, source, model, snapshot, chosen, range, copy, menuCell } = parts;
  const place = menuCell ? placeOf(menuCell) : null;
  if (place?.kind === "head") {
    const name = source.columns[place.column]?.name ?? "";
    const more = props.headItems?.(name) ?? [];
    return columnMenuItems({ source, model, canSort: props.canSort ?? false, onFit: parts.fit, more }, place.column);
  }
  const startCopy = (format: CopyFormat, withHeads: boolean) => void copy(range, format, withHeads);
  const row = place?.kind === "cell" ? source.base.baseRow(place.row) : -1;
  const more =
    place?.kind === "cell" && row >= 0 ? (props.menuItems?.(row, source.baseColumn(place.column)) ?? []) : [];
  const edits = props.editing?.menuItems?.(editedCells(source, range, chosen.selection, snapshot.shift)) ?? [];
  return [
    ...copyItems(props.insertTarget !== undefined, startCopy),
    ...(more.length > 0 ? ["separator" as const, ...more] : []),
    ...(edits.length > 0 ? ["separator" as const, ...edits] : []),
  ];
}

function mouseEvents({ props, source, snapshot, chosen, range, beginEdit, focusHead, setMenuCell }: EventParts) {
  const { selection, choose, press, pressRow } = chosen;
  const { shift } = snapshot;
  const focus = { row: selection.focus.row + shift, column: selection.focus.column };
  const isInRange = (row: number, column: number) =>
    row >= range.firstRow && row <= range.lastRow && column >= range.firstColumn && column <= range.lastColumn;

  const onMouseDown = (event: MouseEvent) => {
    const place = placeOf(event.target);
    if (!place || event.button === 1 || isInEditor(event.target)) return;
    if (place.kind === "head") return focusHead(place.column);
    focusHead(null);
    const column = place.kind === "cell" ? place.column : 0;
    if (event.button === 2 && isInRange(place.row, column) && chosen.isChosen) return;
    const baseRow = source.base.baseRow(place.row);
    if (place.kind === "gutter") pressRow(place.row - shift, event.shiftKey);
    else if ((event.ctrlKey || event.metaKey) && source.columns[column]?.isForeignKey && baseRow >= 0)
      props.onFollow?.(baseRow, source.baseColumn(column));
    else press(place.row - shift, column, event.shiftKey);
  };

  const onMouseMove = (event: MouseEvent) => {
    if (event.buttons !== 1 || isInEditor(event.target)) return;
    const place = placeOf(event.target);
    if (place?.kind !== "cell" || !chosen.isChosen) return;
    if (place.row === focus.row && place.column === focus.column) return;
    choose({ ...selection, focus: { row: place.row - shift, column: place.column } });
  };

  const onDoubleClick = (event: MouseEvent) => {
    const place = placeOf(event.target);
    if (place?.kind !== "cell" || isInEditor(event.target)) return;
    if (beginEdit(place.row, place.column, { kind: "open" })) return;
    const baseRow = source.base.baseRow(place.row);
    if (baseRow >= 0) props.onOpenCell?.(baseRow, source.baseColumn(place.column));
  };

  const onContextMenu = (event: MouseEvent) => {
    const element = placedElement(event.target);
    if (!element || isInEditor(event.target)) return;
    event.preventDefault();
    setMenuCell(element);
  };

  return { onMouseDown, onMouseMove, onDoubleClick, onContextMenu };
}
