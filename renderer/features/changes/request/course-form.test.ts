import { expect, it } from "vitest";
import { courseProblems, emptyCourse, readCourse } from "./course-form.ts";

it("reads what is typed, and empty as none", () => {
  const typed = { pauseSeconds: "2", buildMinutes: " 30 ", watchSeconds: "60", makesRestorePoint: true };
  expect([readCourse(typed), readCourse(emptyCourse), courseProblems(typed)]).toEqual([
    { pauseMs: 2_000, buildTimeoutMs: 1_800_000, watchSeconds: 60, makesRestorePoint: true },
    { pauseMs: 0, buildTimeoutMs: 0, watchSeconds: 0, makesRestorePoint: false },
    {},
  ]);
});

it("names each figure that cannot be read", () => {
  const typed = { ...emptyCourse, pauseSeconds: "-1", buildMinutes: "an hour", watchSeconds: "3601" };
  expect([readCourse(typed), Object.keys(courseProblems(typed))]).toEqual([
    null,
    ["pauseSeconds", "buildMinutes", "watchSeconds"],
  ]);
});
