import type { CommandKeys } from "../../controls/command-keys.ts";
import type { ArrangedSource } from "../columns/arranged-source.ts";
import type { ColumnModel } from "../columns/column-model.ts";
import type { useCopy } from "../copying/use-copy.ts";
import type { EditStart } from "../editing/grid-editing.ts";
import type { OverlaidSource } from "../editing/overlaid-source.ts";
import type { RowSnapshot } from "../row-source.ts";
import type { RowsGridProps } from "../rows-grid-props.ts";
import type { ColumnPlaces } from "../scrolling/column-places.ts";
import type { GridScroll } from "../scrolling/use-grid-scroll.ts";
import type { CellRange } from "../selection.ts";
import type { useGridSelection } from "../use-grid-selection.ts";

/** What the grid's events work on. Rows and columns are those on screen. */
export interface EventParts {
  readonly props: RowsGridProps;
  readonly source: ArrangedSource<OverlaidSource>;
  readonly model: ColumnModel;
  readonly snapshot: RowSnapshot;
  readonly chosen: ReturnType<typeof useGridSelection>;
  readonly scroll: GridScroll;
  readonly range: CellRange;
  readonly commandKeys: CommandKeys;
  readonly copy: ReturnType<typeof useCopy>["copy"];
  readonly places: ColumnPlaces;
  readonly beginEdit: (row: number, column: number, start: EditStart) => boolean;
  readonly resize: (column: number, pixels: number) => void;
  readonly fit: (column: number) => void;
  readonly focusHead: (column: number | null) => void;
  readonly menuCell: Element | null;
  readonly setMenuCell: (cell: Element | null) => void;
}

/** Whether an event belongs to the editor of a cell, which takes everything itself. */
export function isInEditor(target: EventTarget): boolean {
  return target instanceof Element && target.closest(".grid-editing") !== null;
}
