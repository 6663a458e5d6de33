import type { OrderKey } from "../needs/scan-need.ts";
import type { PredicateKey } from "../predicates/predicate.ts";
import { type CandidateSubject, isIndexable, keySql } from "./candidate-source.ts";

/** What of a scan a b-tree could hold, each key once. */
export interface BtreeShape {
  /** Compared with one constant each. */
  readonly equal: readonly PredicateKey[];
  readonly lists: readonly PredicateKey[];
  readonly ranges: readonly PredicateKey[];
  /** Compared with another table's column. */
  readonly joined: readonly PredicateKey[];
  /** Without keys that an equality fixes. */
  readonly order: readonly OrderKey[];
}

const maxKeys = 5;

/** Sorts the predicates of a scan by what they can do in a b-tree. */
export function btreeShape(subject: CandidateSubject): BtreeShape {
  const { predicates, order } = subject.need;
  const usable = predicates.flatMap((part) =>
    (part.kind === "equality" || part.kind === "range") && isComparable(subject, part.key) ? [part] : [],
  );
  const equalities = usable.flatMap((part) => (part.kind === "equality" ? [part] : []));
  const equal = distinct(equalities.filter((part) => !part.isList && !part.isJoin).map(({ key }) => key));
  const without = (keys: readonly PredicateKey[], taken: readonly PredicateKey[]) =>
    distinct(keys).filter((key) => !taken.some(({ sql }) => sql === key.sql));
  const lists = without(
    equalities.filter((part) => part.isList && !part.isJoin).map(({ key }) => key),
    equal,
  );
  const ranges = usable.flatMap((part) => (part.kind === "range" && !part.isJoin ? [part.key] : []));
  const joined = equalities.filter((part) => part.isJoin).map(({ key }) => key);
  return {
    equal,
    lists,
    ranges: without(ranges, [...equal, ...lists]),
    joined: without(joined, equal),
    order: order.every(({ key }) => isIndexable(subject, key))
      ? order.filter(({ key }) => !equal.some(({ sql }) => sql === key.sql))
      : [],
  };
}

/** Types without a b-tree order, or too large for one, are left to other methods. */
function isComparable(subject: CandidateSubject, key: PredicateKey): boolean {
  if (!isIndexable(subject, key)) return false;
  const column = subject.need.table.columns.find(({ name }) => name === key.column);
  return column === undefined || !/^(json|jsonb|xml|point|box|circle|polygon|tsvector)$/.test(column.type);
}

function distinct(keys: readonly PredicateKey[]): readonly PredicateKey[] {
  return keys.filter((key, place) => keys.findIndex(({ sql }) => sql === key.sql) === place);
}

/** Keys as SQL, at most five. */
export function plainKeys(keys: readonly PredicateKey[]): readonly string[] {
  return distinct(keys).map(keySql).slice(0, maxKeys);
}

/**
 * Order keys as SQL. An index is read from either end, so an order that is descending throughout needs no DESC; only
 * mixed directions, and NULLS where they do not stand by default, have to be written.
 */
export function orderKeys(order: readonly OrderKey[]): readonly string[] {
  const isReversed = order.every(({ isDescending, nulls }) => isDescending && nulls === null);
  return order.map(({ key, isDescending, nulls }) => {
    const direction = isDescending && !isReversed ? " DESC" : "";
    return `${keySql(key)}${direction}${nulls === null ? "" : ` NULLS ${nulls}`}`;
  });
}

/** Lists of keys of b-trees that could serve the scan, the most promising first. */
export function btreeKeyLists(shape: BtreeShape, keptShare: number | null): readonly (readonly string[])[] {
  const { equal, lists, ranges, joined, order } = shape;
  const isSelective = keptShare === null || keptShare <= 0.3;
  const own = [...equal, ...lists, ...ranges];
  const found: (readonly string[])[] = [];
  const fixed = plainKeys(equal);
  const [firstOrder] = order;
  const isRangeOrdered = ranges.length === 0 || firstOrder?.key.sql === ranges[0]?.sql;
  if (order.length > 0 && lists.length === 0 && isRangeOrdered) found.push([...fixed, ...orderKeys(order)]);
  if (own.length > 0 && isSelective) {
    if (ranges.length === 0) found.push(plainKeys([...equal, ...lists]));
    for (const range of ranges.slice(0, 2)) found.push(plainKeys([...equal, ...lists, range]));
  }
  if (joined.length > 0) {
    found.push(plainKeys([...equal, ...joined, ...(order.length === 0 ? lists : [])]).concat(orderKeys(order)));
    if (order.length > 0) found.push(plainKeys([...equal, ...joined]));
  }
  if (order.length > 0 && !(lists.length === 0 && isRangeOrdered)) {
    const rest = [...lists, ...ranges].filter(({ sql }) => !order.some(({ key }) => key.sql === sql));
    found.push([...fixed, ...orderKeys(order), ...plainKeys(rest)]);
  }
  return found.map((keys) => [...new Set(keys)].slice(0, maxKeys)).filter((keys) => keys.length > 0);
}
