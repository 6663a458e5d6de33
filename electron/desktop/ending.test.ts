import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { Ending } from "./ending.ts";

function record(closeApp: () => Promise<void>, timeoutMs = 5_000) {
  const steps: string[] = [];
  const ending = new Ending(
    {
      closeWindows: () => steps.push("windows"),
      closeApp: () => {
        steps.push("app");
        return closeApp();
      },
      exit: (code) => steps.push(`exit ${code}`),
      log: (line) => steps.push(line),
    },
    timeoutMs,
  );
  return { steps, ending };
}

describe("Ending", () => {
  it("closes windows, then the app, then the process, once", async () => {
    const { steps, ending } = record(() => wait(5));
    ending.request(true);
    ending.request(true);
    ending.lastWindowClosed();
    ending.request(false);
    expect([ending.isDone, steps]).toEqual([false, ["windows", "windows", "app"]]);
    await wait(30);
    ending.request(false);
    ending.lastWindowClosed();
    expect([ending.isDone, steps]).toEqual([true, ["windows", "windows", "app", "exit 0"]]);
  });

  it("goes straight to the app when no window is open", async () => {
    const { steps, ending } = record(async () => undefined);
    ending.request(false);
    await wait(5);
    expect(steps).toEqual(["app", "exit 0"]);
  });

  it("says that the app failed to end, or did not end in time", async () => {
    const failing = record(() => Promise.reject(new Error("busy")));
    failing.ending.request(false);
    const stuck = record(() => new Promise(() => undefined), 10);
    stuck.ending.request(false);
    await wait(40);
    expect(failing.steps).toEqual(["app", "The app did not end in order: Error: busy", "exit 1"]);
    expect(stuck.steps).toEqual(["app", "The app did not end in time and was stopped.", "exit 1"]);
  });
});
