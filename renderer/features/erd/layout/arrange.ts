import type ELK from "elkjs/lib/elk-api.js";
import type { ElkNode, LayoutOptions } from "elkjs/lib/elk-api.js";
import type { Diagram } from "../../../../shared/erd/model.ts";
import { orderByRelation } from "./related.ts";
import type { TableBox } from "./table-box.ts";

/** In layers along the foreign keys, or packed together with related tables near each other. */
export type Arrangement = "layers" | "packed";

/** Where the upper left corner of a table is, in pixels at zoom 1. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Up to here layers are readable and laid out in a moment; what is larger is packed unless asked otherwise. */
export const mostTablesInLayers = 400;

const layers: LayoutOptions = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.layered.spacing.nodeNodeBetweenLayers": "96",
  "elk.spacing.nodeNode": "28",
  "elk.spacing.componentComponent": "48",
  "elk.aspectRatio": "1.6",
};
// The thorough strategies take minutes for thousands of tables.
const manyLayers: LayoutOptions = {
  ...layers,
  "elk.layered.thoroughness": "1",
  "elk.layered.nodePlacement.strategy": "SIMPLE",
  "elk.layered.crossingMinimization.greedySwitch.type": "OFF",
};
const packed: LayoutOptions = {
  "elk.algorithm": "rectpacking",
  "elk.spacing.nodeNode": "40",
  "elk.aspectRatio": "1.6",
};

/** The graph that the layout engine gets. */
export function toLayoutGraph(
  diagram: Diagram,
  boxes: ReadonlyMap<number, TableBox>,
  arrangement: Arrangement,
): ElkNode {
  const oids = arrangement === "packed" ? orderByRelation(diagram) : diagram.tables.map(({ oid }) => oid);
  const children = oids.flatMap((oid) => {
    const box = boxes.get(oid);
    return box ? [{ id: String(oid), width: box.width, height: box.height }] : [];
  });
  // What a table refers to stands left of it, so that the tables that all others need come first.
  const edges = diagram.relations.map(({ fromOid, toOid }, index) => ({
    id: `key ${index}`,
    sources: [String(toOid)],
    targets: [String(fromOid)],
  }));
  const layered = diagram.tables.length > mostTablesInLayers ? manyLayers : layers;
  return arrangement === "packed"
    ? { id: "diagram", layoutOptions: packed, children }
    : { id: "diagram", layoutOptions: layered, children, edges };
}

/** Lays a diagram out. Rejects when the layout engine fails. */
export async function arrangeTables(
  engine: Pick<InstanceType<typeof ELK>, "layout">,
  diagram: Diagram,
  boxes: ReadonlyMap<number, TableBox>,
  arrangement: Arrangement,
): Promise<ReadonlyMap<number, Place>> {
  const laidOut = await engine.layout(toLayoutGraph(diagram, boxes, arrangement));
  return new Map((laidOut.children ?? []).map(({ id, x, y }) => [Number(id), { x: x ?? 0, y: y ?? 0 }]));
}
