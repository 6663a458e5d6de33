import { applyOptionsSchema } from "../../../../shared/changes/contract.ts";
import type { ApplyOptions } from "../../../../shared/changes/model.ts";

/** The limits of an application as they are typed. */
export type LimitsForm = Readonly<Record<keyof ApplyOptions, string>>;

const ranges: Readonly<Record<keyof ApplyOptions, readonly [number, number]>> = {
  lockTimeoutMs: [50, 600_000],
  lockTries: [1, 50],
  statementTimeoutMs: [0, 86_400_000],
};

/** The limits for a busy table, as the contract has them. */
export function defaultLimits(): LimitsForm {
  const { lockTimeoutMs, lockTries, statementTimeoutMs } = applyOptionsSchema.parse({});
  return {
    lockTimeoutMs: String(lockTimeoutMs),
    lockTries: String(lockTries),
    statementTimeoutMs: String(statementTimeoutMs),
  };
}

/** What is wrong with each limit. */
export function limitProblems(form: LimitsForm): Partial<LimitsForm> {
  const problems: Partial<Record<keyof ApplyOptions, string>> = {};
  for (const key of ["lockTimeoutMs", "lockTries", "statementTimeoutMs"] as const) {
    const [least, most] = ranges[key];
    const isFine = /^\d{1,9}$/.test(form[key].trim()) && Number(form[key]) >= least && Number(form[key]) <= most;
    if (!isFine) problems[key] = `A whole number from ${least} to ${most}.`;
  }
  return problems;
}

/** The limits; null while one of them is wrong. */
export function toOptions(form: LimitsForm): ApplyOptions | null {
  const { lockTimeoutMs, lockTries, statementTimeoutMs } = form;
  const options = {
    lockTimeoutMs: Number(lockTimeoutMs),
    lockTries: Number(lockTries),
    statementTimeoutMs: Number(statementTimeoutMs),
  };
  return Object.keys(limitProblems(form)).length === 0 ? options : null;
}
