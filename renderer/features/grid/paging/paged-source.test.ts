import { describe, expect, it } from "vitest";
import type { GridPage, PageStart } from "../../../../shared/grid/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { RowsPage } from "../../../../shared/rows/page.ts";
import { decodeText } from "../../../ui/grid/stream-source.ts";
import { packPage } from "../../../ui/grid/testing/pack-page.ts";
import type { PageReader, ReadPage } from "./page-reader.ts";
import { PagedSource } from "./paged-source.ts";

const columns: GridPage["columns"] = ["id", "body"].map((name, index) => ({
  name,
  type: index === 0 ? "bigint" : "text",
  baseType: index === 0 ? "int8" : "text",
  isNullable: false,
  isInPrimaryKey: index === 0,
  isForeignKey: false,
  isSortable: true,
  isNumeric: index === 0,
  valueIndex: index,
  lengthIndex: index === 0 ? null : 2,
  lengthPart: null,
}));

/** A table of rows 0 ... count-1 in memory, read by key as the server does; pages come in two buffers. */
class MemoryReader implements PageReader {
  readonly log: string[] = [];
  failure: AppError | null = null;
  private readonly count: number;

  constructor(count: number) {
    this.count = count;
  }

  async read(start: PageStart, pageRows: number): Promise<ReadPage> {
    this.log.push("key" in start ? `${start.kind} ${start.key[0]} ${pageRows}` : `${start.kind} ${pageRows}`);
    await Promise.resolve();
    if (this.failure) throw this.failure;
    const isBackward = start.kind === "last" || start.kind === "before" || start.kind === "until";
    const inclusive = start.kind === "from" ? -1 : start.kind === "until" ? 1 : 0;
    const edge = "key" in start ? Number(start.key[0]) + inclusive : isBackward ? this.count : -1;
    const first = isBackward ? Math.max(0, edge - pageRows) : edge + 1;
    const last = isBackward ? edge - 1 : Math.min(this.count - 1, edge + pageRows);
    const ids = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
    const buffers = [ids.slice(0, 3), ids.slice(3)]
      .filter((part) => part.length > 0)
      .map((part) => {
        const rows = part.map((id) => [String(id), `body ${id}`, id === 7 ? "5000" : null]);
        return new RowsPage(packPage(rows, 3), decodeText);
      });
    return { answer: answerOf(ids.length, ids.length === pageRows), buffers };
  }

  close(): void {
    this.log.push("closed");
  }
}

function answerOf(rows: number, hasMore: boolean): GridPage {
  return {
    columns,
    order: {
      kind: "primaryKey",
      indexName: "t_pkey",
      columns: [{ column: "id", isDescending: false, isNullsFirst: false }],
      identity: ["id"],
    },
    keyIndexes: [0],
    identityIndexes: [0],
    rows,
    next: hasMore ? { kind: "row" } : { kind: "end" },
    estimatedRows: 1000,
    durationMs: 1,
  };
}

/** Lets everything that was started come to its end. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

async function open(count: number) {
  const reader = new MemoryReader(count);
  const source = new PagedSource(reader);
  source.ensure(0, 30);
  await settle();
  return { reader, source };
}

describe("PagedSource", () => {
  it("reads on as it is scrolled, by the key of the last row", async () => {
    const { reader, source } = await open(1000);
    expect(reader.log).toEqual(["first 200"]);
    expect(source.getSnapshot()).toMatchObject({ rowCount: 200, isEndKnown: false, isLoading: false, shift: 0 });
    source.ensure(100, 140);
    await settle();
    source.ensure(600, 640);
    await settle();
    expect(reader.log).toEqual(["first 200", "after 199 500", "after 699 500"]);
    expect(source.getSnapshot()).toMatchObject({ rowCount: 1000, isEndKnown: true });
    expect([source.cell(0, 0), source.cell(699, 1), source.cell(7, 1), source.rowLabel(999)]).toEqual([
      { text: "0", trueBytes: undefined },
      { text: "body 699", trueBytes: undefined },
      { text: "body 7", trueBytes: 5000 },
      "1000",
    ]);
    expect(source.identityOf(5)).toEqual([{ column: "id", value: "5" }]);
  });

  it("does not call it the end when nothing orders the rows beyond", async () => {
    const source = new PagedSource({
      read: async () => ({
        answer: { ...answerOf(1, false), next: { kind: "end", mayHaveMore: true } },
        buffers: [new RowsPage(packPage([["0", "body", null]], 3), decodeText)],
      }),
      close: () => undefined,
    });
    source.ensure(0, 30);
    await settle();
    expect([source.isCut, source.getSnapshot().isEndKnown, source.getSnapshot().rowCount]).toEqual([true, false, 1]);
    expect((await open(3)).source.isCut).toBe(false);
  });

  it("starts at the end and reads backwards, without moving the rows that are there", async () => {
    const { reader, source } = await open(1000);
    source.toEnd();
    await settle();
    expect(source.getSnapshot()).toMatchObject({ rowCount: 200, shift: 0, epoch: 1, anchor: "last" });
    source.ensure(100, 140);
    await settle();
    expect(reader.log).toEqual(["first 200", "last 200", "before 800 500"]);
    expect(source.getSnapshot()).toMatchObject({ rowCount: 700, shift: 500, epoch: 1, anchor: "last" });
    expect([source.cell(699, 0)?.text, source.cell(500, 0)?.text, source.rowLabel(699), source.rowLabel(0)]).toEqual([
      "999",
      "800",
      "-1",
      "-700",
    ]);
  });

  it("holds a bounded number of rows and reads again what it let go", async () => {
    const { reader, source } = await open(40_000);
    for (let row = 0; row < 40_000; row += 400) {
      source.ensure(row, row + 40);
      await settle();
    }
    expect([source.cell(0, 0), source.rowKey(0)]).toEqual([undefined, undefined]);
    source.ensure(0, 30);
    await settle();
    expect([reader.log.at(-1), source.cell(0, 0)?.text]).toEqual(["first 200", "0"]);
  });

  it("loads a range for copying", async () => {
    const { source } = await open(40_000);
    for (let row = 0; row < 40_000; row += 400) {
      source.ensure(row, row + 40);
      await settle();
    }
    await source.load(0, 1500);
    expect([source.cell(0, 0)?.text, source.cell(1500, 0)?.text]).toEqual(["0", "1500"]);
  });

  it("keeps what it has when a page fails, and goes on when asked", async () => {
    const { reader, source } = await open(1000);
    reader.failure = new AppError("timeout", "too slow");
    source.ensure(150, 190);
    await settle();
    expect(source.getSnapshot()).toMatchObject({ rowCount: 200, error: reader.failure, isLoading: false });
    reader.failure = null;
    source.retry();
    await settle();
    expect(source.getSnapshot()).toMatchObject({ rowCount: 700, error: null });
  });

  it("says that an empty table is empty", async () => {
    const { source } = await open(0);
    expect(source.getSnapshot()).toMatchObject({ rowCount: 0, isEndKnown: true, isLoading: false });
    expect(source.columns.map(({ name, typeLabel }) => `${name} ${typeLabel}`)).toEqual(["id bigint", "body text"]);
  });

  it("forgets what is on its way when it starts anew or is closed", async () => {
    const { reader, source } = await open(1000);
    source.ensure(150, 190);
    source.refresh();
    await settle();
    expect(source.getSnapshot()).toMatchObject({ rowCount: 200, epoch: 1 });
    source.close();
    expect(reader.log.at(-1)).toBe("closed");
  });
});

describe("jumping", () => {
  const settle = async (source: PagedSource) => {
    source.ensure(0, 50);
    while (source.getSnapshot().isLoading) await new Promise((resolve) => setTimeout(resolve));
  };
  const ids = (source: PagedSource) =>
    Array.from({ length: source.getSnapshot().rowCount }, (_, row) => Number(source.cell(row, 0)?.text));

  it("goes to a value, with the rows before it in front, and counts from there until the first row is known", async () => {
    const source = new PagedSource(new MemoryReader(2_000));
    await settle(source);
    await source.goTo(["1000"], null);
    const label = source.rowLabel(0);
    await settle(source);
    const { shift, anchor, anchorRow, rowCount } = source.getSnapshot();
    expect([label, anchor, anchorRow, source.cell(shift, 0)?.text]).toEqual(["+0", "place", 0, "1000"]);
    expect(ids(source)).toEqual(Array.from({ length: rowCount }, (_, index) => 1000 - shift + index));
    expect([source.rowLabel(shift - 1), source.rowLabel(shift + 2)]).toEqual(["-1", "+2"]);
    source.ensure(0, 0);
    await settle(source);
    await settle(source);
    expect([source.cell(0, 0)?.text, source.rowLabel(0), source.rowLabel(5)]).toEqual(["0", "1", "6"]);
  });

  it("says that a number is an estimate", async () => {
    const source = new PagedSource(new MemoryReader(2_000));
    await source.goTo(["1500"], { number: 1450, isEstimated: true });
    expect([source.rowLabel(0), source.rowLabel(3)]).toEqual(["≈1450", "≈1453"]);
  });

  it("changes nothing when the server refuses the value", async () => {
    const reader = new MemoryReader(10);
    const source = new PagedSource(reader);
    await settle(source);
    const before = source.getSnapshot();
    reader.failure = new AppError("sql", "invalid input syntax");
    await expect(source.goTo(["x"], null)).rejects.toMatchObject({ code: "sql" });
    expect(source.getSnapshot()).toBe(before);
  });

  it("reads anew around a row, which stays in its place", async () => {
    const source = new PagedSource(new MemoryReader(5_000));
    await settle(source);
    for (let last = 200; last < 2_000; last += 100) {
      source.ensure(last - 20, last);
      while (source.getSnapshot().isLoading) await new Promise((resolve) => setTimeout(resolve));
    }
    source.reload(1_234);
    await settle(source);
    const { anchorRow, shift } = source.getSnapshot();
    const row = (anchorRow ?? 0) + shift;
    expect([source.cell(row, 0)?.text, source.rowLabel(row)]).toEqual(["1234", "1235"]);
    source.toEnd();
    await settle(source);
    source.reload(null);
    await settle(source);
    expect([source.getSnapshot().anchor, source.rowLabel(source.getSnapshot().rowCount - 1)]).toEqual(["last", "-1"]);
  });
});
