import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { type ColumnPlaces, scrollToColumn } from "./column-places.ts";
import { placeAfterScroll, placeAtOffset, type ScrollPlace, scrollMap, visibleSpan } from "./scroll-map.ts";

const overscanRows = 10;
const overscanPixels = 200;

/** Rows are placed from a base near them, so that positions stay small and exact. */
export const baseRows = 1000;

/** What of the grid is on screen. Ends are included; `base` is the row that positions count from. */
export interface GridView {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
  readonly base: number;
  readonly pageRows: number;
}

interface ScrollOptions {
  readonly rowCount: number;
  readonly rowHeight: number;
  readonly headHeight: number;
  readonly gutter: number;
  readonly places: ColumnPlaces;
  readonly shift: number;
}

/** The scrolled part of a grid and the ways to move it. */
export interface GridScroll {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly layer: RefObject<HTMLDivElement | null>;
  readonly view: GridView;
  /** Height of the rows as the browser sees it. */
  readonly height: number;
  readonly onScroll: () => void;
  readonly showCell: (row: number, column: number) => void;
  readonly showRow: (row: number) => void;
  readonly showColumn: (column: number) => void;
}

const noView: GridView = { firstRow: 0, lastRow: -1, firstColumn: 0, lastColumn: -1, base: 0, pageRows: 1 };

/** Follows the scroll bars. State changes only when other rows or columns come on screen. */
export function useGridScroll(
  options: ScrollOptions,
  viewport: { readonly width: number; readonly height: number },
): GridScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const place = useRef<ScrollPlace>({ scrollTop: 0, offset: 0 });
  const [view, setView] = useState(noView);
  const rowsHeight = Math.max(1, viewport.height - options.headHeight);
  const map = scrollMap(options.rowCount * options.rowHeight, rowsHeight);
  const now = { options, viewport, map, rowsHeight };
  const latest = useRef(now);
  latest.current = now;

  const update = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const next = viewAt(latest.current, place.current.offset, element.scrollLeft);
    if (layer.current)
      layer.current.style.top = `${place.current.scrollTop + next.base * latest.current.options.rowHeight - place.current.offset}px`;
    setView((before) => (isSameView(before, next) ? before : next));
  }, []);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    place.current = placeAfterScroll(latest.current.map, place.current, element.scrollTop);
    update();
  }, [update]);

  const goTo = useCallback(
    (offset: number) => {
      const element = scroller.current;
      if (!element) return;
      const next = placeAtOffset(latest.current.map, offset);
      element.scrollTop = next.scrollTop;
      place.current = { scrollTop: element.scrollTop, offset: next.offset };
      update();
    },
    [update],
  );

  const { showRow, showColumn, showCell } = useShow(scroller, place, latest, goTo, update);

  // Rows that were put in front must not move those on screen.
  const shift = useRef(options.shift);
  useLayoutEffect(() => {
    const moved = options.shift - shift.current;
    shift.current = options.shift;
    if (moved !== 0) goTo(Math.max(0, place.current.offset + moved * options.rowHeight));
  }, [options.shift, options.rowHeight, goTo]);

  const { rowCount, rowHeight, places } = options;
  useEffect(() => {
    if (rowCount >= 0 && rowHeight > 0 && places.edges.length > 0 && viewport.height >= 0 && viewport.width >= 0)
      update();
  }, [rowCount, rowHeight, places, viewport.height, viewport.width, update]);

  return { scroller, layer, view, height: map.height, onScroll, showCell, showRow, showColumn };
}

interface Latest {
  readonly options: ScrollOptions;
  readonly rowsHeight: number;
}

/** The ways to bring a row or a cell on screen. */
function useShow(
  scroller: RefObject<HTMLDivElement | null>,
  place: RefObject<ScrollPlace>,
  latest: RefObject<Latest>,
  goTo: (offset: number) => void,
  update: () => void,
) {
  const showRow = useCallback(
    (row: number) => {
      const { options: current, rowsHeight: height } = latest.current;
      const top = row * current.rowHeight;
      const { offset } = place.current;
      if (top < offset) goTo(top);
      else if (top + current.rowHeight > offset + height) goTo(top + current.rowHeight - height + 12);
    },
    [goTo, latest, place],
  );

  const showColumn = useCallback(
    (column: number) => {
      const element = scroller.current;
      if (!element) return;
      const { places, gutter } = latest.current.options;
      const next = scrollToColumn(places, column, element.scrollLeft, element.clientWidth - gutter);
      if (next !== null) element.scrollLeft = next;
      update();
    },
    [update, scroller, latest],
  );

  const showCell = useCallback(
    (row: number, column: number) => {
      showColumn(column);
      showRow(row);
      update();
    },
    [showColumn, showRow, update],
  );
  return { showRow, showColumn, showCell };
}

function viewAt(
  now: {
    readonly options: ScrollOptions;
    readonly viewport: { readonly width: number };
    readonly rowsHeight: number;
  },
  offset: number,
  scrollLeft: number,
): GridView {
  const { rowCount, rowHeight, places, gutter } = now.options;
  const top = Math.floor(offset / rowHeight);
  const pageRows = Math.max(1, Math.floor(now.rowsHeight / rowHeight));
  const firstRow = Math.max(0, top - overscanRows);
  const from = scrollLeft + places.startWidth - overscanPixels;
  const to = scrollLeft + now.viewport.width - gutter - places.endWidth + overscanPixels;
  const [firstColumn, lastColumn] = visibleSpan(places.edges, from, to);
  return {
    firstRow,
    lastRow: Math.min(rowCount - 1, top + pageRows + 1 + overscanRows),
    firstColumn,
    lastColumn,
    base: Math.floor(firstRow / baseRows) * baseRows,
    pageRows,
  };
}

function isSameView(left: GridView, right: GridView): boolean {
  return (
    left.firstRow === right.firstRow &&
    left.lastRow === right.lastRow &&
    left.firstColumn === right.firstColumn &&
    left.lastColumn === right.lastColumn &&
    left.pageRows === right.pageRows
  );
}
