import type { Branch } from "../../../../shared/branches/model.ts";
import { whyNotDelete } from "../rules/branch-actions.ts";
import { ageText } from "../rules/branch-times.ts";

/** Which branches count as forgotten; each rule may be off (null or false). One that applies is enough. */
export interface StaleRules {
  readonly olderThanDays: number | null;
  readonly idleForDays: number | null;
  /** Has no end although it is older than so many days. */
  readonly endlessAfterDays: number | null;
  /** Was made for a rehearsal or to read the past, and nobody has taken it away. */
  readonly leftOver: boolean;
}

/** What is looked for at first. */
export const usualStaleRules: StaleRules = {
  olderThanDays: 30,
  idleForDays: 14,
  endlessAfterDays: 7,
  leftOver: true,
};

/** A branch that would be deleted, and why. */
export interface StaleBranch {
  readonly branch: Branch;
  readonly reasons: readonly string[];
}

const dayMs = 86_400_000;
const leftOverMs = 3_600_000;

/**
 * The forgotten branches, and those that the rules meet but that stay: default, protected, with children, or refused by
 * the control plane. Changes nothing.
 */
export function findStaleBranches(
  branches: readonly Branch[],
  rules: StaleRules,
  nowMs: number,
): { readonly stale: readonly StaleBranch[]; readonly staying: readonly (StaleBranch & { readonly why: string })[] } {
  const met = branches
    .map((branch) => ({ branch, reasons: reasonsOf(branch, rules, nowMs) }))
    .filter(({ reasons }) => reasons.length > 0);
  const judged = met.map((one) => ({ ...one, why: whyStays(one.branch, branches) }));
  return {
    stale: judged.flatMap(({ branch, reasons, why }) => (why === null ? [{ branch, reasons }] : [])),
    staying: judged.flatMap(({ why, ...one }) => (why === null ? [] : [{ ...one, why }])),
  };
}

function whyStays(branch: Branch, branches: readonly Branch[]): string | null {
  if (branch.state === "creating" || branch.state === "resetting") return "It is being worked on.";
  return whyNotDelete(branch, branches);
}

function reasonsOf(branch: Branch, rules: StaleRules, nowMs: number): readonly string[] {
  const { olderThanDays, idleForDays, endlessAfterDays, leftOver } = rules;
  const ageMs = nowMs - Date.parse(branch.createdAt);
  const reasons: string[] = [];
  if (olderThanDays !== null && ageMs > olderThanDays * dayMs) reasons.push(`${ageText(branch.createdAt, nowMs)} old`);
  if (
    idleForDays !== null &&
    branch.lastActiveAt !== null &&
    nowMs - Date.parse(branch.lastActiveAt) > idleForDays * dayMs
  )
    reasons.push(`no work for ${ageText(branch.lastActiveAt, nowMs)}`);
  if (endlessAfterDays !== null && branch.expiresAt === null && ageMs > endlessAfterDays * dayMs)
    reasons.push("has no end");
  if (leftOver && branch.purpose !== "work" && ageMs > leftOverMs)
    reasons.push(branch.purpose === "past" ? "left over from reading the past" : "left over from a rehearsal");
  return reasons;
}
