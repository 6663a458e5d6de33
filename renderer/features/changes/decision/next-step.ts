import type { ChangeRequest } from "../../../../shared/changes/model.ts";
import { neededApprovals } from "../../../../shared/changes/policy-rules.ts";
import { currentDecisions } from "../../../../shared/changes/request-state.ts";

/** What this role can do with a request now. The ledger has the last word; this says it before the click. */
export type NextStep =
  | { readonly kind: "chooseRole" }
  | { readonly kind: "waitForOthers"; readonly reason: string }
  | { readonly kind: "decide"; readonly doubt: string | null }
  | { readonly kind: "apply" }
  | { readonly kind: "running"; readonly isRollback: boolean }
  | { readonly kind: "stopped"; readonly isRollback: boolean; readonly whyNoRollback: string | null }
  | { readonly kind: "applied"; readonly whyNoRollback: string | null }
  | { readonly kind: "closed"; readonly reason: string };

/** The step that the decision bar offers to `role`. */
export function nextStep(request: ChangeRequest, role: string | null): NextStep {
  if (!request.isOfThisTarget && request.applications.length === 0)
    return { kind: "closed", reason: "It can be decided on where it was made." };
  switch (request.state) {
    case "open":
      return reviewStep(request, role);
    case "approved":
      return { kind: "apply" };
    case "applying":
      return { kind: "running", isRollback: false };
    case "rollingBack":
      return { kind: "running", isRollback: true };
    case "interrupted":
    case "failed":
      return { kind: "stopped", isRollback: isRollingBack(request), whyNoRollback: whyNoRollback(request) };
    case "applied":
      return { kind: "applied", whyNoRollback: whyNoRollback(request) };
    case "refused":
      return { kind: "closed", reason: refusalText(request) };
    case "rolledBack":
      return { kind: "closed", reason: "Rolled back. Submit the migrations again to apply them anew." };
  }
}

/** Decisions that count: those bound to the request's present hash. */
export function validDecisions(request: ChangeRequest): ChangeRequest["decisions"] {
  return request.decisions.filter((decision) => decision.hash === request.hash);
}

/** Migrations without a down script, in order. */
export function migrationsWithoutDown(request: ChangeRequest): readonly string[] {
  return request.migrations.filter((migration) => migration.downSql === null).map((migration) => migration.id);
}

function reviewStep(request: ChangeRequest, role: string | null): NextStep {
  if (role === null) return { kind: "chooseRole" };
  if (role === request.author)
    return {
      kind: "waitForOthers",
      reason: `${role} submitted this request. Four eyes: another role must approve it.`,
    };
  if (validDecisions(request).some((decision) => decision.person === role && decision.verdict === "approve"))
    return { kind: "waitForOthers", reason: `${role} has approved it. ${missingText(request)}` };
  return { kind: "decide", doubt: doubtOf(request) };
}

function missingText(request: ChangeRequest): string {
  const { given, needed } = approvalsOf(request);
  const missing = needed - given;
  return `It waits for ${missing === 1 ? "one more approval" : `${missing} more approvals`} by other people.`;
}

/** How many other people said yes to exactly this, and how many the policy asks for now. */
export function approvalsOf(request: ChangeRequest): { readonly given: number; readonly needed: number } {
  const given = currentDecisions(request.hash, request.decisions).filter(
    ({ verdict, person }) => verdict === "approve" && person !== request.author,
  );
  return { given: given.length, needed: neededApprovals(request.policy, request, new Date()) };
}

/** What a reviewer should weigh before saying yes. */
function doubtOf(request: ChangeRequest): string | null {
  const { report } = request;
  if (report === null) return "It was not rehearsed: the target has no control plane to make a branch with.";
  if (report.outcome === "failed") return "The rehearsal failed. It would fail on the target as well.";
  if (report.outcome === "schemaDiffers") return "After its down script the schema is not what it was before.";
  if (report.outcome === "noDown") return "There is no down script: it cannot be rolled back.";
  return null;
}

function whyNoRollback(request: ChangeRequest): string | null {
  const missing = migrationsWithoutDown(request);
  return missing.length === 0 ? null : `No down script: ${missing.join(", ")}.`;
}

function isRollingBack(request: ChangeRequest): boolean {
  const newest = [...request.applications].sort((left, right) => right.startedAt.localeCompare(left.startedAt))[0];
  return newest?.direction === "down";
}

function refusalText(request: ChangeRequest): string {
  const refusal = request.decisions.findLast((decision) => decision.verdict === "refuse");
  if (!refusal) return "Refused.";
  return `Refused by ${refusal.person}${refusal.comment === "" ? "." : `: ${refusal.comment}`}`;
}
