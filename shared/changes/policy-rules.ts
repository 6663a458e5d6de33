import type { MigrationClass } from "./model.ts";
import { classOrder, type Emergency, type Freeze, type Policy, type PolicyProblem } from "./review-model.ts";

const emergencyMs = 4 * 3600_000;

/** What of a request its policy depends on. */
export interface PolicySubject {
  readonly hash: string;
  readonly class: MigrationClass;
  /** ISO 8601 UTC; null when it was not rehearsed. */
  readonly rehearsedAt: string | null;
  readonly emergencies: readonly Emergency[];
  /** Something of it is in the database: then it may go on to its end. */
  readonly isBegun: boolean;
}

/** Whether an emergency holds at a moment; `steward.is_emergency` in the ledger decides the same. */
export function isEmergency(policy: Policy, { hash, emergencies }: PolicySubject, now: Date): boolean {
  const since = now.getTime() - emergencyMs;
  return policy.allowsEmergency && emergencies.some((one) => one.hash === hash && Date.parse(one.at) > since);
}

/** Approvals that are needed: an emergency asks for one, never for none. */
export function neededApprovals(policy: Policy, subject: PolicySubject, now: Date): number {
  return isEmergency(policy, subject, now) ? 1 : policy.approvers;
}

/**
 * What of the policy, beside approvals, stands in the way of a first application; empty when nothing does.
 * `steward.policy_problem` in the ledger finds the same and refuses.
 */
export function policyProblems(policy: Policy, subject: PolicySubject, now: Date): readonly PolicyProblem[] {
  if (subject.isBegun || isEmergency(policy, subject, now)) return [];
  return [classProblem(policy, subject), ageProblem(policy, subject, now), freezeProblem(policy, now)].filter(
    (problem) => problem !== null,
  );
}

function classProblem({ worstClass }: Policy, subject: PolicySubject): PolicyProblem | null {
  if (classOrder.indexOf(subject.class) <= classOrder.indexOf(worstClass)) return null;
  return {
    kind: "class",
    message: `The policy allows changes up to “${worstClass}”; this one is “${subject.class}”.`,
    advice: "Take the safer forms that the findings offer, or ask the database's owner to change the policy.",
  };
}

function ageProblem({ rehearsalHours }: Policy, { rehearsedAt }: PolicySubject, now: Date): PolicyProblem | null {
  if (rehearsalHours === null) return null;
  if (rehearsedAt === null)
    return {
      kind: "rehearsalMissing",
      message: "The policy asks for a rehearsal, and there is none.",
      advice: "Rehearse the migrations and submit them again.",
    };
  if (Date.parse(rehearsedAt) >= now.getTime() - rehearsalHours * 3600_000) return null;
  return {
    kind: "rehearsalAge",
    message: `The rehearsal is older than the ${rehearsalHours} hours that the policy allows.`,
    advice: "Rehearse the migrations again and submit them: a new rehearsal needs a new approval.",
  };
}

function freezeProblem({ freezes }: Policy, now: Date): PolicyProblem | null {
  const freeze = freezes.find((one) => isFrozen(one, now));
  if (!freeze) return null;
  return {
    kind: "freeze",
    message: `Changes are frozen now: ${freeze.reason}.`,
    advice: `Wait until ${freeze.to} (${freeze.timeZone}), or declare an emergency if the policy allows one.`,
  };
}

/** Whether a freeze holds at a moment; `steward.freeze_at` in the ledger decides the same. */
export function isFrozen(freeze: Freeze, now: Date): boolean {
  const local = localTime(now, freeze.timeZone);
  const isPastMidnight = freeze.to <= freeze.from;
  const startsToday = beginsOn(freeze, local.dayMs);
  if (startsToday && local.time >= freeze.from && (isPastMidnight || local.time < freeze.to)) return true;
  return isPastMidnight && local.time < freeze.to && beginsOn(freeze, local.dayMs - 86_400_000);
}

function beginsOn({ days, startDate, endDate }: Freeze, dayMs: number): boolean {
  const day = new Date(dayMs);
  const date = day.toISOString().slice(0, 10);
  if (!days.includes(day.getUTCDay() === 0 ? 7 : day.getUTCDay())) return false;
  return date >= (startDate ?? date) && date <= (endDate ?? date);
}

/** The wall clock of a zone: its day as midnight UTC of the same date, and `HH:MM:SS`. */
function localTime(now: Date, timeZone: string): { readonly dayMs: number; readonly time: string } {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    dateStyle: "short",
    timeStyle: "medium",
  });
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? "";
  const year = part("year");
  return {
    dayMs: Date.UTC(Number(year), Number(part("month")) - 1, Number(part("day"))),
    time: `${part("hour").padStart(2, "0")}:${part("minute")}:${part("second")}`,
  };
}
