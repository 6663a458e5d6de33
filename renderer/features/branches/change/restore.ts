import type { Branch, BranchPoint } from "../../../../shared/branches/model.ts";
import { nameProblem } from "../create/new-branch.ts";
import { childrenOf } from "../rules/branch-actions.ts";
import { type PointDraft, readPoint } from "../rules/branch-point.ts";

/** What the form of a restore holds. */
export interface RestoreDraft {
  readonly sourceId: string;
  readonly point: PointDraft;
  readonly keeps: boolean;
  readonly preserveName: string;
}

/** What the control plane will be asked, or what is wrong with the form. */
export type RestoreCheck =
  | {
      readonly request: {
        readonly sourceBranchId: string;
        readonly point: BranchPoint;
        readonly preserveUnder: string | null;
      };
      readonly problems: null;
    }
  | { readonly request: null; readonly problems: { readonly name: string | null; readonly point: string | null } };

/** A branch restored from itself, or one with children, always keeps what it holds. */
export function checkRestore(
  draft: RestoreDraft,
  branch: Branch,
  branches: readonly Branch[],
  nowMs: number,
): RestoreCheck {
  const source = branches.find(({ id }) => id === draft.sourceId) ?? branch;
  const isOwn = source.id === branch.id;
  const keeps = draft.keeps || isOwn || childrenOf(branch, branches).length > 0;
  const { point, problem } = readPoint(draft.point, source, nowMs);
  const name = keeps ? nameProblem(draft.preserveName, branches) : null;
  const pointProblem = problem ?? (isOwn && draft.point.kind === "head" ? "Choose an earlier state." : null);
  if (point === null || name !== null || pointProblem !== null)
    return { request: null, problems: { name, point: pointProblem } };
  const preserveUnder = keeps ? draft.preserveName.trim() : null;
  return { request: { sourceBranchId: source.id, point, preserveUnder }, problems: null };
}
