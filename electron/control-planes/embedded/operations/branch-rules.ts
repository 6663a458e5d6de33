import type { BranchRestriction } from "../../../../shared/branches/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import type { BranchRecord } from "../state/state-format.ts";

type Action = BranchRestriction["action"];

/** Why some actions are refused for a branch. */
interface Rule {
  readonly actions: readonly Action[];
  /** The reason; null where the rule does not hold. */
  readonly reason: (branch: BranchRecord, childNames: readonly string[]) => string | null;
  /** What to do about it. */
  readonly hint?: string;
  /** It passes by itself. */
  readonly isPassing?: true;
}

/** The first rule that names an action gives the reason. As on Neon, but for parents that expire: they wait for their children. */
const rules: readonly Rule[] = [
  {
    actions: ["reset", "restore", "fork", "suspend"],
    reason: ({ name, state }) => (state === "ready" ? null : `Branch ${name} is not ready (${state}).`),
    hint: "Try again afterwards.",
    isPassing: true,
  },
  {
    actions: ["delete"],
    reason: ({ name, state }) => (state === "creating" ? `Branch ${name} is still being made.` : null),
    hint: "Cancel that first.",
    isPassing: true,
  },
  {
    actions: ["delete", "expire"],
    reason: ({ name, isDefault }) => (isDefault ? `${name} is the project's default branch, which stays.` : null),
    hint: "Make another branch the default first.",
  },
  {
    actions: ["delete", "reset", "restore", "expire"],
    reason: ({ name, isProtected }) => (isProtected ? `Branch ${name} is protected.` : null),
    hint: "Take the protection away first.",
  },
  {
    actions: ["reset", "restore"],
    reason: ({ name, masking }) =>
      masking ? `Branch ${name} is anonymised: other content would bring rows that are not masked.` : null,
    hint: "Make another anonymised branch.",
  },
  {
    actions: ["reset"],
    reason: ({ name, parentId }) => (parentId === null ? `Branch ${name} has no parent to be reset to.` : null),
  },
  {
    actions: ["delete", "reset"],
    reason: ({ name }, children) =>
      children.length > 0 ? `Branch ${name} has branches of its own: ${children.join(", ")}.` : null,
    hint: "Delete those first.",
  },
  {
    actions: ["protect"],
    reason: ({ name, expiresAt }) => (expiresAt === null ? null : `Branch ${name} is deleted by itself later.`),
    hint: "Let it live without an end first.",
  },
];

/** What is refused for a branch now, one reason for each action. */
export function findRestrictions(
  branch: BranchRecord,
  branches: readonly BranchRecord[],
): readonly BranchRestriction[] {
  return findRules(branch, branches).map(({ action, reason }) => ({ action, reason }));
}

/** Rejects with `refused` what `findRestrictions` names, and with `conflict` what only has to wait. */
export function refuseRestricted(action: Action, branch: BranchRecord, branches: readonly BranchRecord[]): void {
  const found = findRules(branch, branches).find((one) => one.action === action);
  if (!found) return;
  const { hint, isPassing } = found.rule;
  throw new AppError(isPassing ? "conflict" : "refused", found.reason, hint === undefined ? {} : { hint });
}

function findRules(branch: BranchRecord, branches: readonly BranchRecord[]) {
  const children = branches.filter((one) => one.parentId === branch.id).map((one) => one.name);
  const found = new Map<Action, { readonly action: Action; readonly reason: string; readonly rule: Rule }>();
  for (const rule of rules) {
    const reason = rule.reason(branch, children);
    if (reason === null) continue;
    for (const action of rule.actions) if (!found.has(action)) found.set(action, { action, reason, rule });
  }
  return [...found.values()];
}
