// The seam between the grid and whatever stages edits. The grid knows how to draw staged values and when an edit begins;
// it knows nothing of SQL, and never changes a row by itself.
//
// To use it: make a `GridEditing` from your own state and give it to `RowsGrid` as `editing`. A new `overlay` object
// draws the grid again. For tables, `renderer/app/registry.tsx` passes a component in as `Edits` (state/edits/table-edits.ts).
import type { KeyboardEvent, ReactNode } from "react";
import type { MenuItem } from "../../controls/menu.tsx";
import type { CellView, GridSourceColumn, RowIdentity, RowState } from "../row-source.ts";

/** What a cell is to become. The expression of a DEFAULT is shown behind the word. */
export type StagedValue =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "null" }
  | { readonly kind: "default"; readonly expression: string | null };

/** One staged cell; in conflict when the row on the server is no longer the one that was edited. */
export interface StagedCell {
  readonly value: StagedValue;
  readonly isConflict?: boolean | undefined;
  /** Why the server would not take it, as far as that is known. */
  readonly problem?: string | undefined;
}

/** What is staged for a row that is on the server. Cells by column name. */
export interface StagedRow {
  readonly state: Exclude<RowState, "inserted">;
  readonly cells: ReadonlyMap<string, StagedCell>;
}

/** A row that is to be inserted. Columns without a cell get their DEFAULT. */
export interface InsertedRow {
  readonly id: string;
  readonly cells: ReadonlyMap<string, StagedCell>;
}

/** Everything that is staged for one table. Never changed in place: another edit is another object. */
export interface GridOverlay {
  /** Drawn before the first row, the newest first. */
  readonly inserted: readonly InsertedRow[];
  /** By `identityKey`. */
  readonly rows: ReadonlyMap<string, StagedRow>;
}

/** A row that an edit is about. */
export type EditedRow =
  | { readonly kind: "row"; readonly key: string; readonly identity: RowIdentity }
  | { readonly kind: "inserted"; readonly id: string };

/** A cell that an edit is about; `cell` is what the grid shows, `stored` what the server said (of rows on the server). */
export interface EditPlace {
  readonly row: EditedRow;
  readonly column: GridSourceColumn;
  readonly cell: CellView | undefined;
  readonly stored: CellView | undefined;
}

/** How an edit began: Enter, F2 or a double click keep the value, a typed character replaces it. */
export type EditStart = { readonly kind: "open" } | { readonly kind: "type"; readonly text: string };

/** Where the focus goes when an editor closes. */
export type EditMove = "stay" | "down" | "up" | "next" | "previous";

/** The chosen cells. Rows that are not here (or that nothing names) are null. */
export interface EditedCells {
  readonly focus: EditPlace | null;
  readonly isWholeRows: boolean;
  readonly rowCount: number;
  readonly columns: readonly GridSourceColumn[];
  rowAt(index: number): EditedRow | null;
  cellAt(index: number, column: number): CellView | undefined;
  storedAt(index: number, column: number): CellView | undefined;
  /** Every column of the grid, and what a chosen row has in them, also outside of the choice. */
  readonly allColumns: readonly GridSourceColumn[];
  storedOfRow(index: number, column: number): CellView | undefined;
  cellOfRow(index: number, column: number): CellView | undefined;
}

/** What makes a grid editable. */
export interface GridEditing {
  readonly overlay: GridOverlay;
  /** Null when the cell can be edited in this way; otherwise why not, which the grid says. An empty text says nothing. */
  refuseEdit(place: EditPlace, start: EditStart): string | null;
  /** The editor, drawn in the place of the cell. It takes the focus and all keys until it calls `close`. */
  renderEditor(place: EditPlace, start: EditStart, close: (move: EditMove) => void): ReactNode;
  /** Keys in the grid before it takes them itself (Delete, Insert, Mod+D ...). True: taken, nothing else happens. */
  onKey?(event: KeyboardEvent<HTMLElement>, cells: EditedCells): boolean;
  onPaste?(text: string, cells: EditedCells): void;
  /** More lines for the menu of the chosen cells. */
  menuItems?(cells: EditedCells): readonly MenuItem[];
}

/** Nothing is staged. */
export const emptyOverlay: GridOverlay = { inserted: [], rows: new Map() };

/** One text for the values that name a row. */
export function identityKey(identity: RowIdentity): string {
  return JSON.stringify(identity.map(({ value }) => value));
}
