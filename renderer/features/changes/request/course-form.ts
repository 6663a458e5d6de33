import { applyCourseSchema } from "../../../../shared/changes/review-contract.ts";
import type { ApplyCourse } from "../../../../shared/changes/review-model.ts";

/** How an application goes about it, as it is typed: seconds and minutes, empty for none. */
export interface CourseForm {
  readonly pauseSeconds: string;
  readonly buildMinutes: string;
  readonly watchSeconds: string;
  readonly makesRestorePoint: boolean;
}

/** Nothing asked for. */
export const emptyCourse: CourseForm = {
  pauseSeconds: "",
  buildMinutes: "",
  watchSeconds: "",
  makesRestorePoint: false,
};

/** The course; or null while one of the figures cannot be read. */
export function readCourse(form: CourseForm): ApplyCourse | null {
  const parsed = applyCourseSchema.safeParse({
    pauseMs: toWhole(form.pauseSeconds) * 1000,
    buildTimeoutMs: toWhole(form.buildMinutes) * 60_000,
    watchSeconds: toWhole(form.watchSeconds),
    makesRestorePoint: form.makesRestorePoint,
  });
  return parsed.success ? parsed.data : null;
}

/** What is wrong with each figure. */
export function courseProblems(form: CourseForm): Readonly<Partial<Record<keyof CourseForm, string>>> {
  const problems: Partial<Record<keyof CourseForm, string>> = {};
  const most = { pauseSeconds: 600, buildMinutes: 1_440, watchSeconds: 3_600 } as const;
  for (const key of ["pauseSeconds", "buildMinutes", "watchSeconds"] as const)
    if (!(toWhole(form[key]) <= most[key])) problems[key] = `A whole number up to ${most[key]}, or nothing.`;
  return problems;
}

function toWhole(text: string): number {
  if (text.trim() === "") return 0;
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN;
}
