import type { Candidate } from "../model.ts";
import { type CandidateSource, columnOf, isIndexable, keySql, toCandidate } from "./candidate-source.ts";

const rangeOperators: ReadonlySet<string> = new Set(["&&", "@>", "<@", "-|-", "<<", ">>", "&<", "&>"]);
const shapeOperators: ReadonlySet<string> = new Set(["&&", "@>", "<@", "~=", "<<", ">>"]);
const addressOperators: ReadonlySet<string> = new Set(["&&", "<<", "<<=", ">>", ">>="]);
const shapes = /^(point|box|circle|polygon)$/;

/** GiST for ranges that overlap, shapes and addresses that contain each other, and the nearest neighbours. */
export const gistCandidates: CandidateSource = (subject) => {
  const { need } = subject;
  const found = need.predicates.flatMap((part): readonly Candidate[] => {
    if (part.kind !== "operator" || !isIndexable(subject, part.key)) return [];
    const column = columnOf(need, part.key);
    const isRange = column?.typeKind === "r" || column?.typeKind === "m" || /^\w+range\(/.test(part.key.sql);
    const isShape = column !== undefined && shapes.test(column.type);
    const isAddress = column?.type === "inet" || column?.type === "cidr";
    const serves =
      (isRange && rangeOperators.has(part.operator)) ||
      (isShape && shapeOperators.has(part.operator)) ||
      (isAddress && addressOperators.has(part.operator));
    if (!serves) return [];
    // The default class of an address is the b-tree's; GiST's own has to be named.
    const key = isAddress ? `${keySql(part.key)} inet_ops` : keySql(part.key);
    const reason = `${part.operator} on ${part.key.sql} compares extents, which a GiST index holds.`;
    return [toCandidate(need, "gist", [key], reason, { method: "gist" })];
  });
  if (need.distance === null || !need.isLimited) return found;
  const column = columnOf(need, need.distance.key);
  if (column === undefined || !shapes.test(column.type)) return found;
  const reason = `The nearest rows come first from a GiST index on ${column.name}, without a distance for every row.`;
  return [...found, toCandidate(need, "gist", [keySql(need.distance.key)], reason, { method: "gist" })];
};

const minCorrelation = 0.95;
/** Eight ranges of 128 pages: below that, a block range is most of the table. */
const minHeapBytes = 8 * 1024 * 1024;

/** BRIN for a range of a column whose rows were written in its order: a thousandth of a b-tree's size. */
export const brinCandidates: CandidateSource = (subject) => {
  const { need } = subject;
  if (need.table.heapBytes < minHeapBytes) return [];
  return need.predicates.flatMap((part): readonly Candidate[] => {
    if (part.kind !== "range" || part.isJoin) return [];
    const column = columnOf(need, part.key);
    if (column === undefined || Math.abs(column.correlation ?? 0) < minCorrelation) return [];
    const reason = `${need.table.name} was written in the order of ${column.name}: a BRIN index of a few pages says where a range stands.`;
    return [toCandidate(need, "brin", [keySql(part.key)], reason, { method: "brin" })];
  });
};
