import type { Candidate } from "../model.ts";
import type { Predicate } from "../predicates/predicate.ts";
import { btreeCandidates } from "./btree.ts";
import { type CandidateSource, type CandidateSubject, toCandidate } from "./candidate-source.ts";
import { isServed } from "./existing.ts";
import { ginCandidates, patternCandidates, trigramCandidates } from "./inverted.ts";

/** An OR is served by a bitmap of each side's own index, and only when every side has one. */
export const eitherCandidates: CandidateSource = (subject) =>
  subject.need.predicates.flatMap((part, place) => {
    if (part.kind !== "either" || part.sides.length > 4) return [];
    const common = subject.need.predicates.filter((other) => other.kind === "equality" && !other.isJoin);
    const sides = part.sides.map((side) => oneSide(subject, side, common));
    if (sides.some((side) => side === null)) return [];
    const known = sides.filter((side) => side !== null);
    const missing = known.filter(({ draft }) => !isServed(subject.need.table, draft));
    return missing.map((candidate) => ({ ...candidate, together: `or ${subject.need.node.id}.${place}` }));
  });

function oneSide(
  subject: CandidateSubject,
  side: readonly Predicate[],
  common: readonly Predicate[],
): Candidate | null {
  const { need } = subject;
  const alone = {
    ...subject,
    need: { ...need, predicates: side, order: [], orderKind: null, keptShare: null, isLimited: false },
  };
  const withCommon = { ...alone, need: { ...alone.need, predicates: [...common, ...side] } };
  const [found] = [
    ...btreeCandidates(side.some((part) => part.kind === "equality" || part.kind === "range") ? withCommon : alone),
    ...patternCandidates(alone),
    ...ginCandidates(alone),
    ...trigramCandidates(alone),
  ];
  if (found === undefined) return null;
  const reason = `The query takes rows of ${need.table.name} by either of several conditions; each needs an index of its own.`;
  const { keys, method } = found.draft;
  return toCandidate(need, "either", keys, reason, method === undefined ? {} : { method });
}
