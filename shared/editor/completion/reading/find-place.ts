import type { Clause, Cte, Output, Source } from "./query-model.ts";
import { isQuery, queryItems, readQuery } from "./read-query.ts";
import { type Item, isGroup, isSign, isWord, type WordGroup } from "./word-tree.ts";

/** Where a cursor stands in a statement, and what can be named there. */
export interface Place {
  /** The items of the innermost parentheses (or the statement), and of those the ones in front of the cursor. */
  readonly items: readonly Item[];
  /** What stands in front of the innermost parentheses; null outside of any. */
  readonly around: PlaceAround | null;
  /** The clause of the innermost query; null in front of its first. */
  readonly clause: Clause | null;
  readonly clauses: readonly Clause[];
  /** Sources of the innermost query first, then those of the queries around it. */
  readonly scopes: readonly (readonly Source[])[];
  readonly ctes: readonly Cte[];
  /** What the innermost query gives: ORDER BY and GROUP BY may name it. */
  readonly outputs: readonly Output[];
}

/** The group's own place among its siblings, when it is no query. */
interface PlaceAround {
  readonly items: readonly Item[];
  readonly index: number;
}

const nowhere: Omit<Place, "items"> = {
  around: null,
  clause: null,
  clauses: [],
  scopes: [],
  ctes: [],
  outputs: [],
};

/** Follows a cursor into the parentheses and queries of a statement. `isBody`: of a PL/pgSQL body, which has no queries only. */
export function findPlace(statement: WordGroup, offset: number, isBody: boolean): Place {
  return placeIn(queryItems(statement.items, isBody), offset, { ...nowhere, items: [] });
}

function placeIn(items: readonly Item[], offset: number, outer: Place): Place {
  const child = items.findIndex((item) => isGroup(item) && holds(item, offset));
  if (!isQuery(items)) {
    const here = { ...outer, items };
    const group = items[child];
    return isGroup(group) ? placeIn(group.items, offset, { ...here, around: { items, index: child } }) : here;
  }
  const query = readQuery(items, outer.ctes);
  const body = query.bodies.find(({ group }) => holds(group, offset));
  if (body) return placeIn(body.group.items, offset, { ...outer, ctes: body.ctes, around: null });
  const branch = query.branches.findLast(({ clauses }) => (clauses[0]?.start ?? 0) <= offset) ?? query.branches[0];
  const clause = branch?.clauses.findLast(({ start }) => start <= offset) ?? null;
  const here: Place = {
    items,
    around: null,
    clause,
    clauses: branch?.clauses ?? [],
    scopes: [branch?.sources ?? [], ...outer.scopes],
    ctes: query.ctes,
    outputs: branch?.outputs ?? [],
  };
  const group = items[child];
  if (!isGroup(group)) return here;
  const isSource = clause?.word === "from" && isQuery(group.items) && !isInCondition(items, child);
  const isLateral = isWord(items[child - 1], "lateral");
  const scopes = isSource && !isLateral ? outer.scopes : here.scopes;
  return placeIn(group.items, offset, { ...here, scopes, around: { items, index: child } });
}

/** Whether a group of FROM belongs to the condition of a join. */
function isInCondition(items: readonly Item[], index: number): boolean {
  for (let at = index - 1; at >= 0; at--) {
    if (isWord(items[at], "on")) return true;
    if (isSign(items[at], ",") || isWord(items[at], "from", "join")) return false;
  }
  return false;
}

function holds(group: WordGroup, offset: number): boolean {
  return group.start < offset && (offset < group.end || (!group.isClosed && offset <= group.end));
}
