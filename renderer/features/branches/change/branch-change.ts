import type { Branch, ComputeSize } from "../../../../shared/branches/model.ts";
import type { RequestInput } from "../../../../shared/ipc/contracts.ts";
import { nameProblem } from "../create/new-branch.ts";
import { durationText } from "../rules/branch-times.ts";
import { sizeProblem } from "./compute-size.ts";

/** What the form of a branch's settings holds; null leaves a choice as it is. */
export interface ChangeDraft {
  readonly name: string;
  readonly isProtected: boolean;
  readonly isDefault: boolean;
  /** Seconds from now; `never` keeps the branch. */
  readonly lifetime: number | "never" | null;
  /** Idle seconds; `never` does not suspend it. */
  readonly suspendAfter: number | "never" | null;
  readonly computeSize: ComputeSize | null;
}

/** The form as the branch is. */
export function draftOf(branch: Branch): ChangeDraft {
  const { name, isProtected, isDefault } = branch;
  return { name, isProtected, isDefault, lifetime: null, suspendAfter: null, computeSize: null };
}

/** The form after `patch`. A protected branch has no end: protecting an ending one keeps it, and so does making it the default. */
export function changeDraft(draft: ChangeDraft, patch: Partial<ChangeDraft>, branch: Branch): ChangeDraft {
  const next = { ...draft, ...patch };
  return branch.expiresAt !== null && mustStay(next) ? { ...next, lifetime: "never" } : next;
}

/** Whether what the form says keeps the branch from ending by itself. */
export function mustStay({ isProtected, isDefault }: ChangeDraft): boolean {
  return isProtected || isDefault;
}

/** What was changed; null when nothing was, or when the name cannot be taken. */
export function changeOf(
  draft: ChangeDraft,
  branch: Branch,
  branches: readonly Branch[],
): { readonly input: RequestInput<"branches.update"> | null; readonly problem: string | null } {
  const name = draft.name.trim();
  const problem =
    name === branch.name
      ? null
      : nameProblem(
          name,
          branches.filter(({ id }) => id !== branch.id),
        );
  const size =
    draft.computeSize !== null && !isSameSize(draft.computeSize, branch.computeSize) ? draft.computeSize : null;
  const isRefused = problem !== null || (size !== null && sizeProblem(size) !== null);
  const change = {
    ...(name === branch.name ? {} : { name }),
    ...(draft.isProtected === branch.isProtected ? {} : { isProtected: draft.isProtected }),
    ...(draft.isDefault && !branch.isDefault ? { isDefault: true as const } : {}),
    ...(draft.lifetime === null ? {} : { timeToLiveSeconds: secondsOf(draft.lifetime) }),
    ...(draft.suspendAfter === null ? {} : { suspendAfterSeconds: secondsOf(draft.suspendAfter) }),
    ...(size === null ? {} : { computeSize: size }),
  };
  const isChanged = Object.keys(change).length > 0;
  const input = { projectId: branch.projectId, branchId: branch.id, ...change };
  return { input: isChanged && !isRefused ? input : null, problem };
}

/** Idle times that are offered, in seconds. */
export const suspendChoices = [60, 300, 1800, 3600, 86_400] as const;

/** When the compute suspends by itself, in words. */
export function suspendWords(branch: Branch): string {
  const seconds = branch.suspendAfterSeconds;
  return seconds === null ? "not by itself" : `after ${durationText(seconds * 1000)} without work`;
}

function isSameSize(left: ComputeSize, right: ComputeSize | null): boolean {
  return left.leastUnits === right?.leastUnits && left.mostUnits === right.mostUnits;
}

function secondsOf(choice: number | "never"): number | null {
  return choice === "never" ? null : choice;
}
