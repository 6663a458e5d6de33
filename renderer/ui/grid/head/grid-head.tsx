import type { SortColumn } from "../../../../shared/grid/model.ts";
import type { GridSourceColumn } from "../row-source.ts";
import { type ColumnPlaces, drawnColumns, type PlacedColumn } from "../scrolling/column-places.ts";
import { HeadCell, type HeadCellActions } from "./head-cell.tsx";
import { useHeadDrag } from "./use-head-drag.ts";

interface GridHeadProps extends Omit<HeadCellActions, "onDrag" | "onDrop"> {
  readonly columns: readonly GridSourceColumn[];
  readonly places: ColumnPlaces;
  readonly gutter: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
  /** The head with the focus, -1 for none. */
  readonly focusColumn: number;
  readonly sort: readonly SortColumn[];
  readonly onMove: (column: number, target: number, side: "before" | "after") => void;
  readonly onSelectAll: () => void;
}

/** The heads: name with its signs, and the type under it. */
export function GridHead(props: GridHeadProps) {
  const { columns, places, gutter, sort } = props;
  const drag = useHeadDrag(props.onMove);
  const drawn = drawnColumns(places, props.firstColumn, props.lastColumn, props.focusColumn);
  const cells = (placed: readonly PlacedColumn[], origin: number) =>
    placed.map((each) => {
      const column = columns[each.column];
      if (!column) return null;
      const rank = sort.findIndex((sorted) => sorted.column === column.name);
      return (
        <HeadCell
          key={each.column}
          column={column}
          index={each.column}
          left={origin + each.left}
          width={each.width}
          sort={sort[rank]}
          rank={sort.length > 1 && rank >= 0 ? rank + 1 : null}
          drop={drag.drop?.target === each.column ? drag.drop.side : null}
          onSort={props.onSort}
          onResize={props.onResize}
          onFit={props.onFit}
          onMenu={props.onMenu}
          onDrag={drag.onDrag}
          onDrop={drag.onDrop}
        />
      );
    });
  return (
    <div role="row" tabIndex={-1} aria-rowindex={1} className="grid-head">
      <div
        role="presentation"
        className={`grid-start${places.startCount > 0 ? " grid-held" : ""}`}
        style={{ width: gutter + places.startWidth }}
      >
        <div role="columnheader" tabIndex={-1} className="grid-corner" style={{ width: gutter }}>
          <button
            type="button"
            className="grid-corner-button"
            aria-label="Select all rows"
            tabIndex={-1}
            onClick={props.onSelectAll}
          />
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
}
