import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { throttleProgress } from "./throttle-progress.ts";

describe("progress", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const create = () => {
    const sent: (number | undefined)[] = [];
    const throttle = throttleProgress(({ done }) => void sent.push(done), 50);
    return { sent, throttle, report: (done: number) => throttle.report({ step: "Copying", done }) };
  };

  it("is told at once, and then at most once in each interval, with the newest figure", () => {
    const { sent, report } = create();
    for (const done of [1, 2, 3]) report(done);
    expect(sent).toEqual([1]);
    vi.advanceTimersByTime(50);
    expect(sent).toEqual([1, 3]);
    vi.advanceTimersByTime(500);
    report(4);
    expect(sent).toEqual([1, 3, 4]);
  });

  it("is told to its last figure when it ends, and not after that", () => {
    const { sent, report, throttle } = create();
    for (const done of [1, 2]) report(done);
    throttle.end();
    report(3);
    vi.advanceTimersByTime(500);
    expect(sent).toEqual([1, 2]);
  });
});
