import { btreeCandidates } from "./btree.ts";
import type { CandidateSource } from "./candidate-source.ts";
import { coveringCandidates } from "./covering.ts";
import { eitherCandidates } from "./either.ts";
import { ginCandidates, patternCandidates, trigramCandidates } from "./inverted.ts";
import { partialCandidates } from "./partial.ts";
import { brinCandidates, gistCandidates } from "./spatial.ts";

/** Every family of candidates, the most promising first; foreign keys come from the plan's triggers instead of a scan. */
export const candidateSources: readonly CandidateSource[] = [
  eitherCandidates,
  patternCandidates,
  ginCandidates,
  trigramCandidates,
  gistCandidates,
  brinCandidates,
  btreeCandidates,
  partialCandidates,
  coveringCandidates,
];
