import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { EventLoopWatch } from "./event-loop-watch.ts";

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("the event loop watch", () => {
  it("measures nothing until it is asked to", () => {
    expect(new EventLoopWatch().read()).toEqual({ maxMs: 0, maxBusyMs: 0, p99Ms: 0, measuredMs: 0 });
  });

  it("sees a block, and forgets it with a reset", async () => {
    const watch = new EventLoopWatch();
    watch.reset();
    await wait(30);
    // By the processor's time: on a crowded computer a while on the clock may hold little work.
    const before = process.cpuUsage();
    while (process.cpuUsage(before).user < 150_000) Math.sqrt(before.user);
    await wait(30);
    const { maxMs, maxBusyMs, measuredMs } = watch.read();
    expect([maxMs > 100, maxBusyMs > 50, measuredMs > 200]).toEqual([true, true, true]);
    watch.reset();
    expect([watch.read().maxMs, watch.read().maxBusyMs]).toEqual([0, 0]);
    watch.close();
  });

  it("does not take a wait for work of its own", async () => {
    const watch = new EventLoopWatch();
    watch.reset();
    // Sleeps without using the processor, as a process does that gets none.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 120);
    await wait(30);
    const { maxMs, maxBusyMs } = watch.read();
    expect([maxMs > 100, maxBusyMs < 60]).toEqual([true, true]);
    watch.close();
  });

  const countsByThread = process.platform === "linux" || "threadCpuUsage" in process;
  it.runIf(countsByThread)("does not take another thread's work for its own", async () => {
    const watch = new EventLoopWatch();
    watch.reset();
    const beforeMs = process.cpuUsage().user / 1000;
    // Main sleeps meanwhile: whoever counts the whole process sees one turn of 150 ms and more.
    const busy = new Worker("const until = performance.now() + 400; while (performance.now() < until);", {
      eval: true,
    });
    await once(busy, "online");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    await wait(30);
    const { maxMs, maxBusyMs } = watch.read();
    await once(busy, "exit");
    expect(process.cpuUsage().user / 1000 - beforeMs).toBeGreaterThan(100);
    expect([maxMs > 200, maxBusyMs < 60]).toEqual([true, true]);
    watch.close();
  });
});
