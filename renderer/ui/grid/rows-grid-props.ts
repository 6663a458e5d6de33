import type { ReactNode } from "react";
import type { ObjectName } from "../../../shared/databases/model.ts";
import type { MenuItem } from "../controls/menu.tsx";
import type { ColumnModel } from "./columns/column-model.ts";
import type { LoadCell } from "./copying/read-selection.ts";
import type { GridEditing } from "./editing/grid-editing.ts";
import type { RowSource } from "./row-source.ts";

/** What a grid needs, and what it tells. Rows and columns are indexes of the source, whatever is on screen. */
export interface RowsGridProps {
  readonly label: string;
  readonly source: RowSource;
  /** How the columns stand, kept by the caller; without it the grid keeps that itself as long as it lives. */
  readonly columns?: ColumnModel | undefined;
  /** Whether heads sort: the sort is the column model's. */
  readonly canSort?: boolean | undefined;
  readonly onActiveRow?: ((row: number | null) => void) | undefined;
  /** Goes to the row that a foreign key refers to (Mod+click, Alt+Space). */
  readonly onFollow?: ((row: number, column: number) => void) | undefined;
  /** Enter or double click, where nothing is edited. */
  readonly onOpenCell?: ((row: number, column: number) => void) | undefined;
  /** Space. */
  readonly onDetails?: (() => void) | undefined;
  readonly loadCell?: LoadCell | undefined;
  readonly insertTarget?: ObjectName | undefined;
  /** More lines for the menu of a cell. */
  readonly menuItems?: ((row: number, column: number) => readonly MenuItem[]) | undefined;
  /** More lines for the menu of a head; the column by name. */
  readonly headItems?: ((column: string) => readonly MenuItem[]) | undefined;
  /** Staged edits; absent where nothing can be edited. */
  readonly editing?: GridEditing | undefined;
  readonly onRetry?: (() => void) | undefined;
  readonly empty?: ReactNode;
}
