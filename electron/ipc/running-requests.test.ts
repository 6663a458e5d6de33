import { describe, expect, it } from "vitest";
import { RunningRequests } from "./running-requests.ts";

const untilAborted = (signal: AbortSignal) =>
  new Promise<string>((resolve) => signal.addEventListener("abort", () => resolve("ended")));

describe("running requests", () => {
  it("are named by client and id, and only while they run", async () => {
    const running = new RunningRequests();
    const first = running.run("a", "one", untilAborted);
    const second = running.run("b", "one", untilAborted);
    await expect(running.run("a", "one", untilAborted)).rejects.toMatchObject({ code: "conflict" });
    expect([running.cancel("a", "two"), running.cancel("c", "one"), running.cancel("a", "one")]).toEqual([
      false,
      false,
      true,
    ]);
    expect(await first).toBe("ended");
    expect(running.cancel("a", "one")).toBe(false);
    running.cancelAll();
    await running.settled();
    expect(await second).toBe("ended");
  });

  it("abort with a reason that is no alert", async () => {
    const running = new RunningRequests();
    const result = running.run("a", undefined, async (signal) => {
      await untilAborted(signal);
      signal.throwIfAborted();
    });
    running.cancelAll("a");
    await expect(result).rejects.toMatchObject({ code: "cancelled" });
  });
});
