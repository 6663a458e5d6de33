import { readableIdentifier } from "../../indexes/readable-name.ts";
import { btreeKeyLists, btreeShape } from "./btree-shape.ts";
import { type CandidateSource, maxKeptShare, toCandidate } from "./candidate-source.ts";

const maxIncluded = 4;
const maxIncludedBytes = 40;

/** B-trees that carry every column which the query needs of the table, so that the table itself is not read. */
export const coveringCandidates: CandidateSource = (subject) => {
  const { need } = subject;
  const { needed, table, keptShare, orderKind, isLimited } = need;
  const isWorthIt = (keptShare !== null && keptShare <= maxKeptShare) || orderKind === "group" || isLimited;
  // An index of the whole row is the table once more.
  if (needed === null || need.isWritten || !isWorthIt || needed.length >= table.columns.length) return [];
  const lists = btreeKeyLists(btreeShape(subject), keptShare).slice(0, 2);
  return lists.flatMap((keys) => {
    const names = keys.map((key) => key.replace(/ (DESC|NULLS).*$/, ""));
    const extra = needed.filter((column) => !names.includes(readableIdentifier(column)));
    const bytes = extra.reduce((sum, column) => sum + widthOf(column), 0);
    if (extra.length === 0 || extra.length > maxIncluded || bytes > maxIncludedBytes) return [];
    const reason = `With ${extra.join(", ")} carried along, the query needs nothing of ${table.name} but the index.`;
    return [toCandidate(need, "covering", keys, reason, { include: extra.map(readableIdentifier) })];
  });

  function widthOf(name: string): number {
    return table.columns.find((column) => column.name === name)?.averageBytes ?? maxIncludedBytes + 1;
  }
};
