/** Where the columns stand. Edges are left edges from the end of the gutter, then the whole width. */
export interface ColumnPlaces {
  readonly edges: readonly number[];
  /** Columns held at the start, and at the end, while the others scroll. */
  readonly startCount: number;
  readonly endCount: number;
  readonly startWidth: number;
  readonly endWidth: number;
}

/** Places from widths; the last column that scrolls takes the room that is left in `viewport`. */
export function placeColumns(
  widths: readonly number[],
  startCount: number,
  endCount: number,
  viewport: number,
): ColumnPlaces {
  const total = widths.reduce((sum, width) => sum + width, 0);
  const lastInMiddle = widths.length - endCount - 1;
  const stretched = lastInMiddle >= startCount ? lastInMiddle : widths.length - 1;
  const room = Math.max(0, viewport - total);
  const edges = [0];
  for (const [index, width] of widths.entries())
    edges.push((edges.at(-1) ?? 0) + width + (index === stretched ? room : 0));
  const whole = edges.at(-1) ?? 0;
  return {
    edges,
    startCount,
    endCount,
    startWidth: edges[startCount] ?? 0,
    endWidth: whole - (edges[widths.length - endCount] ?? whole),
  };
}

/** A column with its place in its part of the row: what is held at the start, what scrolls, what is held at the end. */
export interface PlacedColumn {
  readonly column: number;
  readonly left: number;
  readonly width: number;
}

/** What of a row is drawn: all held columns, and those of the middle between `first` and `last`, plus `extra`. */
export function drawnColumns(places: ColumnPlaces, first: number, last: number, extra: number) {
  const { edges, startCount, endCount } = places;
  const count = edges.length - 1;
  const place = (column: number, origin: number): PlacedColumn => {
    const left = edges[column] ?? 0;
    return { column, left: left - origin, width: (edges[column + 1] ?? left) - left };
  };
  const range = (from: number, to: number, origin: number) =>
    Array.from({ length: Math.max(0, to - from) }, (_, index) => place(from + index, origin));
  const from = Math.max(startCount, first);
  const to = Math.min(count - endCount, last + 1);
  const middle = range(from, to, 0);
  if (extra >= startCount && extra < count - endCount && (extra < from || extra >= to)) middle.push(place(extra, 0));
  return {
    start: range(0, startCount, 0),
    middle,
    end: range(count - endCount, count, edges[count - endCount] ?? 0),
  };
}

/** How far to scroll so that a column shows between those that are held; null when it does already. */
export function scrollToColumn(
  { edges, startCount, endCount, startWidth, endWidth }: ColumnPlaces,
  column: number,
  scrollLeft: number,
  width: number,
): number | null {
  if (column < startCount || column >= edges.length - 1 - endCount) return null;
  const left = edges[column] ?? 0;
  const right = edges[column + 1] ?? left;
  if (left < scrollLeft + startWidth) return left - startWidth;
  if (right > scrollLeft + width - endWidth) return Math.min(left - startWidth, right - width + endWidth);
  return null;
}
