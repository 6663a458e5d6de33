import { memo } from "react";
import { CellContent } from "./cells/grid-cell.tsx";
import type { RowSource } from "./row-source.ts";

interface GridRowProps {
  readonly source: RowSource;
  readonly row: number;
  /** Only there to draw the row again when its cells have changed. */
  readonly rowKey: unknown;
  readonly top: number;
  readonly gutter: number;
  readonly edges: readonly number[];
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
}

/** One row on screen. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { source, row, edges, firstColumn, lastColumn, chosenFrom, chosenTo, focusColumn } = props;
  const columns: number[] = [];
  for (let column = firstColumn; column <= lastColumn; column++) columns.push(column);
  if (focusColumn >= 0 && !columns.includes(focusColumn)) columns.push(focusColumn);
  const isActive = focusColumn >= 0 && props.isChosen;
  return (
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={row + 2}
      className={`grid-row${isActive ? " grid-row-active" : ""}`}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      <div role="rowheader" tabIndex={-1} className="grid-gutter" data-gutter-row={row} style={{ width: props.gutter }}>
        {props.label}
      </div>
      {columns.map((column) => {
        const about = source.columns[column];
        if (!about) return null;
        const left = edges[column] ?? 0;
        const width = (edges[column + 1] ?? left) - left;
        const cell = source.cell(row, column);
        const isChosen = column >= chosenFrom && column <= chosenTo;
        const name = [
          "grid-cell",
          about.isNumeric ? "grid-number" : "",
          isChosen ? "grid-chosen" : "",
          column === focusColumn ? "grid-focus" : "",
          column === focusColumn && props.isChosen ? "grid-cursor" : "",
          props.canFollow && about.isForeignKey && cell?.text != null ? "grid-link" : "",
        ];
        return (
          <div
            key={column}
            role="gridcell"
            className={name.filter(Boolean).join(" ")}
            aria-colindex={column + 1}
            aria-selected={isChosen}
            data-row={row}
            data-column={column}
            tabIndex={column === focusColumn ? 0 : -1}
            style={{ left: props.gutter + left, width }}
          >
            <CellContent cell={cell} column={about} width={width} />
          </div>
        );
      })}
    </div>
  );
});
