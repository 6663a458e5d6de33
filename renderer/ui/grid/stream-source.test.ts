import { describe, expect, it, vi } from "vitest";
import { AppError } from "../../../shared/ipc/app-error.ts";
import { StreamSource } from "./stream-source.ts";
import { packPage } from "./testing/pack-page.ts";

const pageOf = (values: readonly (string | null)[]) =>
  packPage(
    values.map((value) => [value]),
    1,
  );

const column = { name: "id", typeOid: 20, typeName: "int8", tableOid: 0, tableColumn: 0, typeModifier: -1 };

describe("StreamSource", () => {
  it("finds rows over the edges of pages", () => {
    const source = new StreamSource([column]);
    for (const page of [["a", null], [], ["", "d", "e"], ["f"]]) source.addPage(pageOf(page));
    expect(source.getSnapshot().rowCount).toBe(6);
    expect([0, 1, 2, 4, 5, 6].map((row) => source.cell(row, 0)?.text)).toEqual(["a", null, "", "e", "f", undefined]);
    expect(source.cell(0, 7)).toBeUndefined();
    expect(source.rowKey(2)).toBe(source.rowKey(4));
    expect(source.rowKey(1)).not.toBe(source.rowKey(2));
  });

  it("compares cells of two sources without decoding them", () => {
    const [left, right] = [new StreamSource([column]), new StreamSource([column])];
    left.addPage(pageOf(["a", null, "", "ä", "b"]));
    right.addPage(pageOf(["a", ""]));
    right.addPage(pageOf([null, "ae", "a"]));
    const same = (row: number) => [0, 1, 2, 3, 4].map((other) => left.isSameCell(row, 0, right, other, 0));
    expect([0, 1, 2, 3, 4].map(same)).toEqual([
      [true, false, false, false, true],
      [false, false, true, false, false],
      [false, true, false, false, false],
      [false, false, false, false, false],
      [false, false, false, false, false],
    ]);
    expect([left.trueBytes(0, 0), left.isSameCell(0, 0, right, 9, 0)]).toEqual([undefined, false]);
  });

  it("tells a burst once, and how it ended", async () => {
    const source = new StreamSource([column]);
    const listener = vi.fn();
    const stop = source.subscribe(listener);
    source.addPage(pageOf(["1"]));
    source.addPage(pageOf(["2"]));
    source.end({ command: "SELECT 2", rows: 2, durationMs: 1, isTruncated: false });
    await Promise.resolve();
    expect([listener.mock.calls.length, source.getSnapshot()]).toEqual([
      1,
      {
        rowCount: 2,
        isEndKnown: true,
        version: 3,
        shift: 0,
        epoch: 0,
        anchor: "first",
        anchorRow: null,
        isLoading: false,
        error: null,
      },
    ]);
    stop();
    const error = new AppError("sql", "division by zero");
    source.fail(error);
    await Promise.resolve();
    expect([listener.mock.calls.length, source.getSnapshot().error]).toEqual([1, error]);
  });

  it("tells of the first rows and of the end at once, and of what comes between ten times a second", async () => {
    vi.useFakeTimers();
    try {
      const source = new StreamSource([column]);
      const heard: number[] = [];
      source.subscribe(() => heard.push(source.getSnapshot().rowCount));
      for (let page = 0; page < 30; page++) {
        source.addPage(pageOf(["1"]));
        await vi.advanceTimersByTimeAsync(10);
      }
      source.addPage(pageOf(["last"]));
      source.end({ command: "SELECT 31", rows: 31, durationMs: 300, isTruncated: false });
      await Promise.resolve();
      expect(heard).toEqual([1, 10, 20, 30, 31]);
      await vi.advanceTimersByTimeAsync(1000);
      expect(heard).toHaveLength(5);
    } finally {
      vi.useRealTimers();
    }
  });
});
