import { memo, type ReactNode } from "react";
import { CellContent } from "./cells/grid-cell.tsx";
import type { RowDifference, RowSource, RowState } from "./row-source.ts";
import { type ColumnPlaces, drawnColumns, type PlacedColumn } from "./scrolling/column-places.ts";

interface GridRowProps {
  readonly source: RowSource;
  readonly row: number;
  /** Only there to draw the row again when its cells have changed. */
  readonly rowKey: unknown;
  readonly top: number;
  readonly gutter: number;
  readonly places: ColumnPlaces;
  readonly firstColumn: number;
  readonly lastColumn: number;
  /** First and last chosen column; -1 for none. */
  readonly chosenFrom: number;
  readonly chosenTo: number;
  /** The column with the focus, -1 when the focus is in another row. */
  readonly focusColumn: number;
  /** Whether the focus is the user's choice and not only the tab stop. */
  readonly isChosen: boolean;
  readonly label: string;
  readonly canFollow: boolean;
  /** Drawn in the cell with the focus instead of its value. */
  readonly editor: ReactNode;
}

const stateSigns: Readonly<Record<RowState | RowDifference, string>> = {
  changed: "•",
  inserted: "+",
  deleted: "−",
  conflict: "!",
  differs: "≠",
  missing: "∅",
};
const stateWords: Readonly<Record<RowState | RowDifference, string>> = {
  changed: "changed",
  inserted: "to be inserted",
  deleted: "to be deleted",
  conflict: "in conflict",
  differs: "differs",
  missing: "not everywhere",
};

/** One row on screen: what is held at the start with the gutter, what scrolls, what is held at the end. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { source, row, gutter, places, focusColumn } = props;
  const drawn = drawnColumns(places, props.firstColumn, props.lastColumn, focusColumn);
  const isActive = focusColumn >= 0 && props.isChosen;
  const state = source.rowState?.(row);
  const name = ["grid-row", isActive ? "grid-row-active" : "", state ? `grid-row-staged grid-row-${state}` : ""];
  const cells = (columns: readonly PlacedColumn[], origin: number) =>
    columns.map((placed) => <GridCell key={placed.column} row={props} placed={placed} origin={origin} />);
  return (
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={row + 2}
      className={name.filter(Boolean).join(" ")}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      <div
        role="presentation"
        className={`grid-start${places.startCount > 0 ? " grid-held" : ""}`}
        style={{ width: gutter + places.startWidth }}
      >
        <div
          role="rowheader"
          tabIndex={-1}
          aria-label={state ? `${props.label} ${stateWords[state]}`.trim() : undefined}
          className="grid-gutter"
          data-gutter-row={row}
          style={{ width: gutter }}
        >
          {state && <span className="grid-sign">{stateSigns[state]}</span>}
          {props.label}
        </div>
        {cells(drawn.start, gutter)}
      </div>
      {cells(drawn.middle, gutter)}
      {places.endCount > 0 && (
        <div role="presentation" className="grid-end" style={{ width: places.endWidth }}>
          {cells(drawn.end, 0)}
        </div>
      )}
    </div>
  );
});

interface GridCellProps {
  readonly row: GridRowProps;
  readonly placed: PlacedColumn;
  readonly origin: number;
}

function GridCell({ row: props, placed, origin }: GridCellProps) {
  const { source, row, focusColumn, chosenFrom, chosenTo } = props;
  const { column, left, width } = placed;
  const about = source.columns[column];
  if (!about) return null;
  const cell = source.cell(row, column);
  const isFocus = column === focusColumn;
  const isChosen = column >= chosenFrom && column <= chosenTo;
  const isEditing = isFocus && props.editor !== null;
  const name = [
    "grid-cell",
    about.isNumeric ? "grid-number" : "",
    isChosen ? "grid-chosen" : "",
    isFocus ? "grid-focus" : "",
    isFocus && props.isChosen ? "grid-cursor" : "",
    isEditing ? "grid-editing" : "",
    cell?.state ? `grid-cell-${cell.state}` : "",
    cell?.problem === undefined ? "" : "grid-cell-problem",
    props.canFollow && about.isForeignKey && cell?.text != null && !cell.isDefault ? "grid-link" : "",
  ];
  return (
    <div
      role="gridcell"
      className={name.filter(Boolean).join(" ")}
      aria-colindex={column + 1}
      aria-selected={isChosen}
      aria-invalid={cell?.problem === undefined ? undefined : true}
      title={isEditing ? undefined : cell?.problem}
      data-row={row}
      data-column={column}
      tabIndex={isFocus ? 0 : -1}
      style={{ left: origin + left, width }}
    >
      {isEditing ? props.editor : <CellContent cell={cell} column={about} width={width} />}
    </div>
  );
}
