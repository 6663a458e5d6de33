import type { Candidate, CandidateFamily } from "../model.ts";
import type { ScanNeed } from "../needs/scan-need.ts";
import { type BtreeShape, btreeKeyLists, btreeShape } from "./btree-shape.ts";
import { type CandidateSource, toCandidate } from "./candidate-source.ts";

/** B-trees over columns and expressions: equalities, then one range, then the order. */
export const btreeCandidates: CandidateSource = (subject) => {
  const { need } = subject;
  const shape = btreeShape(subject);
  return btreeKeyLists(shape, need.keptShare).map((keys): Candidate => {
    const family = familyOf(need, shape, keys);
    return toCandidate(need, family, keys, reasonOf(family, keys, need));
  });
};

function familyOf(need: ScanNeed, { order, ranges }: BtreeShape, keys: readonly string[]): CandidateFamily {
  if (keys.some((key) => /[(]/.test(key))) return "expression";
  const isOrdered = order.some(({ key }) => keys.some((text) => text.startsWith(key.sql)));
  if (isOrdered) return need.orderKind === "sort" ? "order" : "group";
  return ranges.some(({ sql }) => keys.includes(sql)) ? "range" : "equality";
}

function reasonOf(family: CandidateFamily, keys: readonly string[], { table, isLimited }: ScanNeed): string {
  const list = keys.join(", ");
  switch (family) {
    case "order":
      return isLimited
        ? `Rows of ${table.name} come in the wanted order from (${list}), and the reading ends after the first of them.`
        : `Rows of ${table.name} come in the wanted order from (${list}), without a sort.`;
    case "group":
      return `The groups of ${table.name} stand together in (${list}), and the first and last of each at its ends.`;
    case "range":
      return `Rows of ${table.name} are found by the equalities and one range of (${list}).`;
    case "expression":
      return `The query compares an expression of ${table.name}, which only an index on that expression serves: (${list}).`;
    default:
      return `Rows of ${table.name} are found by (${list}) instead of reading the whole table.`;
  }
}
