import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { StateWriter } from "./state-files.ts";

function openFiles() {
  const log: string[] = [];
  const waiting: (() => void)[] = [];
  return {
    log,
    finish: async () => {
      waiting.shift()?.();
      await Promise.resolve();
      await Promise.resolve();
    },
    read: async () => null,
    write: (key: string, text: string | null) => {
      log.push(`${key}=${text}`);
      return new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}

describe("StateWriter", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("writes the last text once, a moment later", () => {
    const files = openFiles();
    const writer = new StateWriter(files, 200, () => undefined);
    writer.write("a", "1");
    vi.advanceTimersByTime(150);
    writer.write("a", "2");
    writer.write("b", null);
    expect(files.log).toEqual([]);
    vi.advanceTimersByTime(250);
    expect(files.log).toEqual(["a=2", "b=null"]);
  });

  it("never has two writes of one key on the way", async () => {
    const files = openFiles();
    const writer = new StateWriter(files, 200, () => undefined);
    writer.write("a", "1");
    vi.advanceTimersByTime(200);
    writer.write("a", "2");
    vi.advanceTimersByTime(200);
    writer.write("a", "3");
    writer.flush();
    expect(files.log).toEqual(["a=1"]);
    await files.finish();
    expect(files.log).toEqual(["a=1", "a=3"]);
  });

  it("tells what failed and goes on", async () => {
    const results: unknown[] = [];
    const failing = { read: async () => null, write: () => Promise.reject(new Error("disk full")) };
    const writer = new StateWriter(failing, 0, (error) => results.push(error));
    writer.write("a", "1");
    writer.flush();
    await vi.advanceTimersByTimeAsync(1);
    expect(results).toEqual([new Error("disk full")]);
  });
});
