import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { retryMs, StateWriter } from "./state-files.ts";

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

  /** Files on a disk that is full while `state.isFull`. */
  function openDisk() {
    const state = { isFull: true, kept: [] as string[] };
    const results: unknown[] = [];
    const files = {
      read: async () => null,
      write: async (key: string, text: string | null) => {
        if (state.isFull && key !== "small") throw new Error("disk full");
        state.kept.push(`${key}=${text}`);
      },
    };
    return { state, results, writer: new StateWriter(files, 100, (error) => results.push(error)) };
  }

  it("tells what failed, and writes it by itself when that is possible again", async () => {
    const { state, results, writer } = openDisk();
    writer.write("a", "1");
    await vi.advanceTimersByTimeAsync(150);
    expect([results, state.kept]).toEqual([[new Error("disk full")], []]);
    state.isFull = false;
    await vi.advanceTimersByTimeAsync(retryMs);
    expect([results, state.kept]).toEqual([[new Error("disk full"), null], ["a=1"]]);
  });

  it("writes the newest text after a failure, and does not take another key's success for it", async () => {
    const { state, results, writer } = openDisk();
    writer.write("a", "1");
    await vi.advanceTimersByTimeAsync(150);
    writer.write("small", "x");
    writer.write("a", "2");
    await vi.advanceTimersByTimeAsync(150);
    expect(results).toEqual([new Error("disk full"), new Error("disk full")]);
    state.isFull = false;
    await vi.advanceTimersByTimeAsync(retryMs);
    expect([results.at(-1), state.kept]).toEqual([null, ["small=x", "a=2"]]);
  });
});
