import { describe, expect, it } from "vitest";
import { EventLoopWatch } from "./event-loop-watch.ts";

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("the event loop watch", () => {
  it("measures nothing until it is asked to", () => {
    expect(new EventLoopWatch().read()).toEqual({ maxMs: 0, p99Ms: 0, measuredMs: 0 });
  });

  it("sees a block, and forgets it with a reset", async () => {
    const watch = new EventLoopWatch();
    watch.reset();
    await wait(30);
    const until = performance.now() + 150;
    while (performance.now() < until) Math.sqrt(until);
    await wait(30);
    const { maxMs, measuredMs } = watch.read();
    expect(maxMs).toBeGreaterThan(100);
    expect(measuredMs).toBeGreaterThan(200);
    watch.reset();
    expect(watch.read().maxMs).toBeLessThan(100);
    watch.close();
  });
});
