import { describe, expect, it } from "vitest";
import { tourSteps } from "./tour-steps.ts";
import { readTourProgress } from "./use-tour-progress.ts";

describe("the tour", () => {
  it("has six steps of the main job, each with its control", () => {
    expect(tourSteps.map(({ section }) => section)).toEqual([
      "browse",
      "browse",
      "query",
      "branches",
      "changes",
      "changes",
    ]);
    expect(tourSteps.every(({ target, title, text }) => target && title && text.length > 40)).toBe(true);
  });

  it("goes on where it was left, and starts anew after nonsense", () => {
    expect([
      readTourProgress('{"step": 3, "isDismissed": true}'),
      readTourProgress('{"step": 99, "isDismissed": false}'),
      readTourProgress("{"),
      readTourProgress(null),
    ]).toEqual([{ step: 3, isDismissed: true }, null, null, null]);
  });
});
