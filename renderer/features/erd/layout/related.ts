import type { Diagram, DiagramRelation } from "../../../../shared/erd/model.ts";

/** The tables one foreign key away from each table, itself left out. */
export function neighboursOf(relations: readonly DiagramRelation[]): ReadonlyMap<number, ReadonlySet<number>> {
  const neighbours = new Map<number, Set<number>>();
  const add = (from: number, to: number) => {
    const known = neighbours.get(from);
    if (known) known.add(to);
    else neighbours.set(from, new Set([to]));
  };
  for (const { fromOid, toOid } of relations) {
    if (fromOid === toOid) continue;
    add(fromOid, toOid);
    add(toOid, fromOid);
  }
  return neighbours;
}

/** The part of a diagram that is at most `steps` foreign keys away from a table. */
export function aroundTable(diagram: Diagram, oid: number, steps: number): Diagram {
  const neighbours = neighboursOf(diagram.relations);
  const reached = new Set([oid]);
  let edge: readonly number[] = [oid];
  for (let step = 0; step < steps; step += 1) {
    edge = edge.flatMap((at) => [...(neighbours.get(at) ?? [])]).filter((next) => !reached.has(next));
    for (const next of edge) reached.add(next);
  }
  return {
    ...diagram,
    tables: diagram.tables.filter((table) => reached.has(table.oid)),
    relations: diagram.relations.filter(({ fromOid, toOid }) => reached.has(fromOid) && reached.has(toOid)),
  };
}

/** Tables so that related ones follow each other: from the most related one outwards, then the next group. */
export function orderByRelation(diagram: Diagram): readonly number[] {
  const neighbours = neighboursOf(diagram.relations);
  const degree = (oid: number) => neighbours.get(oid)?.size ?? 0;
  const byDegree = diagram.tables.map(({ oid }) => oid).sort((left, right) => degree(right) - degree(left));
  const order = new Set<number>();
  for (const start of byDegree) {
    if (order.has(start)) continue;
    const queue = [start];
    order.add(start);
    for (let at = queue.shift(); at !== undefined; at = queue.shift())
      for (const next of neighbours.get(at) ?? []) {
        if (order.has(next)) continue;
        order.add(next);
        queue.push(next);
      }
  }
  return [...order];
}
