import type { ReactNode } from "react";
import type { ObjectName } from "../../../shared/databases/model.ts";
import type { SortColumn } from "../../../shared/grid/model.ts";
import type { MenuItem } from "../controls/menu.tsx";
import type { LoadCell } from "./copying/read-selection.ts";
import type { RowSource } from "./row-source.ts";

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
