import type { SnapshotHead } from "../../../../shared/queries/model.ts";

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/**
 * From which snapshot is counted unless somebody chooses: the oldest of the last 24 hours that is at least an hour old.
 * Null is since the server began to count: a few minutes say less than that.
 */
export function defaultStart(newestFirst: readonly SnapshotHead[], last: SnapshotHead): SnapshotHead | null {
  const ageOf = ({ at }: SnapshotHead) => Date.parse(last.at) - Date.parse(at);
  return newestFirst.findLast((head) => ageOf(head) >= hourMs && ageOf(head) <= dayMs) ?? null;
}
