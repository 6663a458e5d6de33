import type { Candidate, Measured } from "./model.ts";

/** Candidates that were measured together, and what that gave. */
export interface MeasuredUnit<Built extends { readonly candidate: Candidate; readonly sizeBytes: number }> {
  readonly built: readonly Built[];
  readonly measured: Measured;
}

const nearFactor = 2;
const nearPages = 4;
const nearTimeFactor = 3;
const nearMs = 1;

/** What an index that carries columns along must save beside the best one that does not. */
const coveringShare = 0.5;
const coveringPages = 64;

/**
 * The smallest of the units that are about as good as the best: at most twice its pages. A partial index counts double,
 * because other queries cannot use it; one that carries columns must save much more. Undefined without units.
 */
export function chooseUnit<Built extends { readonly candidate: Candidate; readonly sizeBytes: number }>(
  units: readonly MeasuredUnit<Built>[],
): MeasuredUnit<Built> | undefined {
  const plain = chooseNear(units.filter((unit) => !isCovering(unit)));
  const covering = chooseNear(units.filter(isCovering));
  if (plain === undefined || covering === undefined) return plain ?? covering;
  const [without, within] = [plain.measured.buffers, covering.measured.buffers];
  return within <= coveringShare * without && without - within >= coveringPages ? covering : plain;
}

function isCovering({ built }: MeasuredUnit<{ readonly candidate: Candidate; readonly sizeBytes: number }>): boolean {
  return built.some(({ candidate }) => candidate.draft.include !== undefined);
}

function chooseNear<Built extends { readonly candidate: Candidate; readonly sizeBytes: number }>(
  units: readonly MeasuredUnit<Built>[],
): MeasuredUnit<Built> | undefined {
  const best = units.toSorted((a, b) => a.measured.buffers - b.measured.buffers || a.measured.ms - b.measured.ms)[0];
  if (best === undefined) return undefined;
  const near = units.filter(
    ({ measured }) =>
      measured.buffers <= nearFactor * best.measured.buffers + nearPages &&
      measured.ms <= nearTimeFactor * best.measured.ms + nearMs,
  );
  return near.toSorted((a, b) => weight(a) - weight(b))[0];
}

function weight({ built }: MeasuredUnit<{ readonly candidate: Candidate; readonly sizeBytes: number }>): number {
  return built.reduce(
    (sum, { candidate, sizeBytes }) => sum + sizeBytes * (candidate.draft.predicate === undefined ? 1 : 2),
    0,
  );
}
