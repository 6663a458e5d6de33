import type { Diagram, DiagramTable } from "../../erd/model.ts";
import { groupBy } from "../group-by.ts";

/** A table's box in pixels. */
export interface PlacedBox {
  readonly table: DiagramTable;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Boxes and the size of the picture that they need. */
export interface ErdLayout {
  readonly boxes: readonly PlacedBox[];
  readonly width: number;
  readonly height: number;
}

/** Pixels of a box's parts. */
export const headHeight = 28;
export const lineHeight = 20;
export const boxWidth = 250;
const padding = 6;
const columnGap = 110;
const rowGap = 28;
const margin = 24;
/** A layer that would be higher stands in several columns. */
const highestLayer = 2400;
const sweeps = 4;

type Neighbours = ReadonlyMap<number, readonly number[]>;

/**
 * Places tables in layers: what others refer to stands left. Tables without a relation stand below. The same diagram gives
 * the same places whatever the order in which it was read.
 */
export function layOutTables({ tables, relations }: Diagram): ErdLayout {
  const sorted = tables.toSorted(byName);
  const edges = relations.filter(({ fromOid, toOid }) => fromOid !== toOid);
  const parents = groupOids(edges.map(({ fromOid, toOid }) => [fromOid, toOid]));
  const children = groupOids(edges.map(({ fromOid, toOid }) => [toOid, fromOid]));
  const related = sorted.filter(({ oid }) => parents.has(oid) || children.has(oid));
  const depths = depthsOf(related, parents);
  const groups = groupBy(related, ({ oid }) => depths.get(oid) ?? 0);
  const layers = [...groups.keys()].toSorted((a, b) => a - b).map((depth) => groups.get(depth) ?? []);
  const columns = orderLayers(layers, parents, children).flatMap(splitHigh);
  const placed = placeColumns(columns);
  const below = placed.height + (columns.length > 0 ? rowGap : 0);
  const alone = sorted.filter((table) => !related.includes(table));
  const grid = placeGrid(alone, below, Math.max(placed.width, 4 * (boxWidth + rowGap)));
  const boxes = [...placed.boxes, ...grid];
  const edge = (end: (box: PlacedBox) => number) => boxes.reduce((most, box) => Math.max(most, end(box)), 0) + margin;
  return { boxes, width: edge((box) => box.x + box.width), height: edge((box) => box.y + box.height) };
}

function byName(a: DiagramTable, b: DiagramTable): number {
  const compare = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);
  return compare(a.schema, b.schema) || compare(a.name, b.name);
}

function groupOids(pairs: readonly (readonly [number, number])[]): Neighbours {
  const groups = groupBy(pairs, ([from]) => from);
  return new Map([...groups].map(([from, all]) => [from, all.map(([, to]) => to)]));
}

/** One more than the deepest table that it refers to; a circle is cut where the walk closes it. */
function depthsOf(tables: readonly DiagramTable[], parents: Neighbours): ReadonlyMap<number, number> {
  const depths = new Map<number, number>();
  const places = new Map(tables.map(({ oid }, place) => [oid, place]));
  for (const { oid } of tables) {
    const open: { readonly oid: number; readonly left: number[] }[] = [];
    const enter = (next: number) => {
      depths.set(next, 0);
      const left = (parents.get(next) ?? []).toSorted((a, b) => (places.get(b) ?? 0) - (places.get(a) ?? 0));
      open.push({ oid: next, left });
    };
    if (!depths.has(oid)) enter(oid);
    // A stack of its own: chains may be thousands of tables long.
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const next = top.left.pop();
      if (next !== undefined) {
        if (!depths.has(next)) enter(next);
        continue;
      }
      open.pop();
      const onWalk = new Set(open.map((step) => step.oid));
      const above = (parents.get(top.oid) ?? []).filter((parent) => !onWalk.has(parent) && parent !== top.oid);
      depths.set(top.oid, Math.max(0, ...above.map((parent) => (depths.get(parent) ?? 0) + 1)));
    }
  }
  return depths;
}

/** Puts tables near the middle of those that they are related to, layer by layer, there and back. */
function orderLayers(
  layers: readonly (readonly DiagramTable[])[],
  parents: Neighbours,
  children: Neighbours,
): readonly (readonly DiagramTable[])[] {
  let ordered = layers;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const neighbours = sweep % 2 === 0 ? parents : children;
    const places = new Map(
      ordered.flatMap((layer) => layer.map(({ oid }, place) => [oid, place / layer.length] as const)),
    );
    const middle = ({ oid }: DiagramTable) => {
      const at = (neighbours.get(oid) ?? []).flatMap((other) => places.get(other) ?? []);
      return at.length === 0 ? (places.get(oid) ?? 0) : at.reduce((sum, place) => sum + place, 0) / at.length;
    };
    ordered = ordered.map((layer) => layer.toSorted((a, b) => middle(a) - middle(b) || byName(a, b)));
  }
  return ordered;
}

/** The height of a table's box. */
export function heightOf({ columns }: DiagramTable): number {
  return headHeight + columns.length * lineHeight + (columns.length > 0 ? padding : 0);
}

function splitHigh(layer: readonly DiagramTable[]): readonly (readonly DiagramTable[])[] {
  const columns: DiagramTable[][] = [];
  let height = Number.POSITIVE_INFINITY;
  for (const table of layer) {
    const own = heightOf(table) + rowGap;
    if (height + own > highestLayer) {
      columns.push([]);
      height = 0;
    }
    columns.at(-1)?.push(table);
    height += own;
  }
  return columns;
}

function placeColumns(columns: readonly (readonly DiagramTable[])[]): ErdLayout {
  const heights = columns.map((column) => column.reduce((sum, table) => sum + heightOf(table) + rowGap, -rowGap));
  const height = Math.max(0, ...heights);
  const boxes = columns.flatMap((column, place) => {
    let y = margin + Math.round((height - (heights[place] ?? 0)) / 2);
    return column.map((table) => {
      const box = { table, x: margin + place * (boxWidth + columnGap), y, width: boxWidth, height: heightOf(table) };
      y += box.height + rowGap;
      return box;
    });
  });
  return {
    boxes,
    width: margin + columns.length * (boxWidth + columnGap),
    height: columns.length > 0 ? margin + height : 0,
  };
}

function placeGrid(tables: readonly DiagramTable[], top: number, width: number): readonly PlacedBox[] {
  const perRow = Math.max(1, Math.floor((width - margin) / (boxWidth + rowGap)));
  const boxes: PlacedBox[] = [];
  let y = Math.max(margin, top);
  for (let from = 0; from < tables.length; from += perRow) {
    const row = tables.slice(from, from + perRow);
    boxes.push(
      ...row.map((table, place) => ({
        table,
        x: margin + place * (boxWidth + rowGap),
        y,
        width: boxWidth,
        height: heightOf(table),
      })),
    );
    y += Math.max(...row.map(heightOf)) + rowGap;
  }
  return boxes;
}
