import { sortAfterClick } from "../../../shared/grid/column-layout.ts";
import { ErrorPanel } from "../feedback/error-panel.tsx";
import { Skeleton } from "../feedback/skeleton.tsx";
import { CellMenu } from "./cell-menu.tsx";
import { GridRow } from "./grid-row.tsx";
import { GridHead } from "./head/grid-head.tsx";
import "./rows-grid.css";
import "./head/grid-head.css";
import "./editing/staged.css";
import type { RowsGridProps } from "./rows-grid-props.ts";
import { useAnnouncement } from "./use-announcement.ts";
import { useGrid } from "./use-grid.ts";

/** Rows of any number: only what is on screen exists and is decoded. A grid to screen readers, with roving focus. */
export function RowsGrid(props: RowsGridProps) {
  const grid = useGrid(props);
  const { source, snapshot, scroll, places, gutter } = grid;
  const isEmpty = snapshot.rowCount === 0;
  return (
    <div className="rows-grid">
      <div
        ref={scroll.scroller}
        className="grid-scroller"
        role="grid"
        tabIndex={-1}
        aria-label={props.label}
        aria-multiselectable="true"
        aria-readonly={props.editing === undefined}
        aria-rowcount={snapshot.isEndKnown ? snapshot.rowCount + 1 : -1}
        aria-colcount={source.columns.length}
        aria-busy={snapshot.isLoading}
        onScroll={scroll.onScroll}
        onKeyDown={grid.onKeyDown}
        onMouseDown={grid.onMouseDown}
        onMouseMove={grid.onMouseMove}
        onDoubleClick={grid.onDoubleClick}
        onContextMenu={grid.onContextMenu}
        onPaste={grid.onPaste}
      >
        <div className="grid-all" style={{ width: gutter + (places.edges.at(-1) ?? 0) }}>
          <ShownHead grid={grid} canSort={props.canSort ?? false} />
          <div className="grid-rows" style={{ height: scroll.height }}>
            <div ref={scroll.layer} className="grid-layer">
              <ShownRows grid={grid} canFollow={props.onFollow !== undefined} />
            </div>
          </div>
        </div>
        {isEmpty && snapshot.isLoading && (
          <div className="grid-over">
            <Skeleton lines={12} />
          </div>
        )}
        {isEmpty && !snapshot.isLoading && !snapshot.error && <div className="grid-over">{props.empty}</div>}
      </div>
      <GridNotes grid={grid} onRetry={props.onRetry} />
      <Announcement words={useAnnouncement(snapshot, props.canSort ? grid.model.sort : [])} />
      <CellMenu
        label={grid.menuCell?.matches("[data-head-column]") ? "Column" : "Cell"}
        cell={grid.menuCell}
        items={grid.menuItems}
        onClose={grid.closeMenu}
      />
    </div>
  );
}

type Grid = ReturnType<typeof useGrid>;

/** Says to screen readers what is seen otherwise. */
function Announcement({ words }: { readonly words: string }) {
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {words}
    </div>
  );
}

function ShownHead({ grid, canSort }: { readonly grid: Grid; readonly canSort: boolean }) {
  const { source, model, places, gutter, scroll, headColumn } = grid;
  const sort = (column: number, isAdding: boolean) => {
    const name = source.columns[column]?.name;
    if (name !== undefined) model.setSort(sortAfterClick(model.sort, name, isAdding));
  };
  const move = (column: number, target: number, side: "before" | "after") => {
    const [id, targetId] = [source.ids[column], source.ids[target]];
    if (id !== undefined && targetId !== undefined) model.move(id, targetId, side);
  };
  return (
    <GridHead
      columns={source.columns}
      places={places}
      gutter={gutter}
      firstColumn={scroll.view.firstColumn}
      lastColumn={scroll.view.lastColumn}
      focusColumn={headColumn ?? -1}
      sort={canSort ? model.sort : []}
      onSort={canSort ? sort : undefined}
      onMove={move}
      onResize={grid.resize}
      onFit={grid.fit}
      onMenu={grid.setMenuCell}
      onSelectAll={grid.selectAll}
    />
  );
}

interface GridNotesProps {
  readonly grid: Grid;
  readonly onRetry: (() => void) | undefined;
}

/** What went wrong with the rows, and what became of the last copy. */
function GridNotes({ grid, onRetry }: GridNotesProps) {
  const { snapshot } = grid;
  return (
    <>
      {snapshot.error && (
        <div className={snapshot.rowCount === 0 ? "grid-error" : "grid-error grid-error-below"}>
          <ErrorPanel error={snapshot.error} onRetry={onRetry} />
        </div>
      )}
      <div className="grid-note" role="status">
        {grid.note && (
          <span className={grid.note.isError ? "grid-note-error" : "grid-note-done"}>{grid.note.text}</span>
        )}
      </div>
    </>
  );
}

interface ShownRowsProps {
  readonly grid: Grid;
  readonly canFollow: boolean;
}

/** The rows on screen, and the one with the focus wherever it is. */
function ShownRows({ grid, canFollow }: ShownRowsProps) {
  const { source, snapshot, places, gutter, selection, isChosen, range, rowHeight, editor } = grid;
  const { view } = grid.scroll;
  const focusRow = selection.focus.row + snapshot.shift;
  const rows: number[] = [];
  // The view follows a moment later when rows go.
  const lastRow = Math.min(view.lastRow, snapshot.rowCount - 1);
  for (let row = view.firstRow; row <= lastRow; row++) rows.push(row);
  if (focusRow < snapshot.rowCount && focusRow >= 0 && (focusRow < view.firstRow || focusRow > view.lastRow))
    rows.push(focusRow);
  return rows.map((row) => {
    const isInRange = isChosen && row >= range.firstRow && row <= range.lastRow;
    const isEdited = editor !== null && editor.row + snapshot.shift === row && row === focusRow;
    return (
      <GridRow
        key={row - snapshot.shift}
        source={source}
        row={row}
        rowKey={source.rowKey(row)}
        top={(row - view.base) * rowHeight}
        gutter={gutter}
        places={places}
        firstColumn={view.firstColumn}
        lastColumn={view.lastColumn}
        chosenFrom={isInRange ? range.firstColumn : -1}
        chosenTo={isInRange ? range.lastColumn : -1}
        focusColumn={row === focusRow ? selection.focus.column : -1}
        isChosen={isChosen}
        label={source.rowLabel(row)}
        canFollow={canFollow}
        editor={isEdited && editor.column === selection.focus.column ? editor.node : null}
      />
    );
  });
}
