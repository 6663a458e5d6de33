import { type CellPlace, extendTo, type GridSelection, selectCell } from "../selection.ts";

/** What a key does in the grid. */
export type GridStep =
  | { readonly kind: "select"; readonly selection: GridSelection }
  | { readonly kind: "end" | "start"; readonly isExtending: boolean }
  | { readonly kind: "copy"; readonly withHeads: boolean }
  | { readonly kind: "open" | "follow" | "details" | "menu" };

interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** The grid that a key moves in; `firstRow` is negative once rows were put before the first. */
export interface GridExtent {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly columnCount: number;
  readonly pageRows: number;
}

/** The step of a key, or null when it is none of the grid's. */
export function gridStep(key: Key, selection: GridSelection, extent: GridExtent): GridStep | null {
  const isMod = key.ctrlKey || key.metaKey;
  const special = specialStep(key, isMod, extent, selection);
  if (special) return special;
  const place = target(key.key, isMod, selection.focus, extent);
  if (!place || key.altKey) return null;
  const row = clamp(place.row, extent.firstRow, extent.lastRow);
  const column = clamp(place.column, 0, extent.columnCount - 1);
  return {
    kind: "select",
    selection: key.shiftKey ? extendTo(selection, row, column) : selectCell(row, column),
  };
}

function specialStep(key: Key, isMod: boolean, extent: GridExtent, selection: GridSelection): GridStep | null {
  const name = key.key.length === 1 ? key.key.toLowerCase() : key.key;
  if (isMod && (name === "End" || name === "Home"))
    return { kind: name === "End" ? "end" : "start", isExtending: key.shiftKey };
  if (isMod && name === "c" && !key.altKey) return { kind: "copy", withHeads: key.shiftKey };
  if (isMod && name === "a")
    return {
      kind: "select",
      selection: {
        kind: "rows",
        anchor: { row: extent.firstRow, column: 0 },
        focus: { row: extent.lastRow, column: selection.focus.column },
      },
    };
  if (key.altKey && name === " ") return { kind: "follow" };
  if (name === "ContextMenu" || (key.shiftKey && name === "F10")) return { kind: "menu" };
  if (isMod || key.altKey) return null;
  if (name === "Enter") return { kind: "open" };
  if (name !== " ") return null;
  if (!key.shiftKey) return { kind: "details" };
  return { kind: "select", selection: { ...selection, kind: "rows" } };
}

function target(key: string, isMod: boolean, at: CellPlace, extent: GridExtent): CellPlace | null {
  const last = extent.columnCount - 1;
  const byKey: Readonly<Record<string, CellPlace>> = {
    ArrowUp: { row: isMod ? extent.firstRow : at.row - 1, column: at.column },
    ArrowDown: { row: isMod ? extent.lastRow : at.row + 1, column: at.column },
    ArrowLeft: { row: at.row, column: isMod ? 0 : at.column - 1 },
    ArrowRight: { row: at.row, column: isMod ? last : at.column + 1 },
    PageUp: { row: at.row - extent.pageRows, column: at.column },
    PageDown: { row: at.row + extent.pageRows, column: at.column },
    Home: { row: at.row, column: 0 },
    End: { row: at.row, column: last },
  };
  return byKey[key] ?? null;
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
