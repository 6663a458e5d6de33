/**
 * Browsers end at about 16 to 33 million pixels; a million rows are longer. Beyond `maxHeight` the scroll bar covers
 * the rows in proportion, while small movements (wheel, arrow) still move the rows by exactly their own distance.
 */
export const maxHeight = 12_000_000;

/** The true height of the rows, the height of the window on them, and the height that the browser sees. */
export interface ScrollMap {
  readonly total: number;
  readonly viewport: number;
  readonly height: number;
}

/** Where the browser's scroll bar is, and how far the rows are really scrolled. */
export interface ScrollPlace {
  readonly scrollTop: number;
  readonly offset: number;
}

/** The map for rows of `total` pixels in a window of `viewport` pixels. */
export function scrollMap(total: number, viewport: number): ScrollMap {
  return { total, viewport, height: Math.min(total, maxHeight) };
}

/** Where the rows are after the scroll bar went to `scrollTop`. */
export function placeAfterScroll(map: ScrollMap, before: ScrollPlace, scrollTop: number): ScrollPlace {
  if (map.total <= map.height) return { scrollTop, offset: scrollTop };
  const maxTop = Math.max(1, map.height - map.viewport);
  if (scrollTop <= 0) return { scrollTop: 0, offset: 0 };
  if (scrollTop >= maxTop - 1) return { scrollTop, offset: maxOffset(map) };
  const moved = scrollTop - before.scrollTop;
  const offset = Math.abs(moved) < map.viewport * 2 ? before.offset + moved : (scrollTop / maxTop) * maxOffset(map);
  return { scrollTop, offset: Math.max(0, Math.min(maxOffset(map), offset)) };
}

/** The scroll bar for rows that are scrolled by `offset`. */
export function placeAtOffset(map: ScrollMap, offset: number): ScrollPlace {
  const inside = Math.max(0, Math.min(maxOffset(map), offset));
  if (map.total <= map.height) return { scrollTop: inside, offset: inside };
  const maxTop = Math.max(1, map.height - map.viewport);
  return { scrollTop: (inside / Math.max(1, maxOffset(map))) * maxTop, offset: inside };
}

function maxOffset(map: ScrollMap): number {
  return Math.max(0, map.total - map.viewport);
}

/** The first and last index of `edges` (left edges, then the total) that show between `from` and `to`. */
export function visibleSpan(edges: readonly number[], from: number, to: number): readonly [number, number] {
  const count = edges.length - 1;
  let first = 0;
  while (first < count - 1 && (edges[first + 1] ?? 0) <= from) first++;
  let last = first;
  while (last < count - 1 && (edges[last + 1] ?? 0) < to) last++;
  return [first, last];
}
