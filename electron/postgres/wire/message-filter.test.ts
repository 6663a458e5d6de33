import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "../../../shared/ipc/app-error.ts";
import { RowsPage } from "../../../shared/rows/page.ts";
import { MessageFilter } from "./message-filter.ts";
import { PageBuilder } from "./page-builder.ts";

const decode = (bytes: Uint8Array) => Buffer.from(bytes).toString("utf8");

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, "latin1");
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

function dataRow(cells: readonly (Buffer | null)[]): Buffer {
  const parts: Buffer[] = [Buffer.from([cells.length >> 8, cells.length & 255])];
  for (const cell of cells) {
    const length = Buffer.alloc(4);
    length.writeInt32BE(cell ? cell.length : -1);
    parts.push(length, cell ?? Buffer.alloc(0));
  }
  return message("D", Buffer.concat(parts));
}

/** A filter with a sink, what it passed on, and the rows it packed. */
function createProbe(maxCellBytes = 1 << 20, withSink = true) {
  const passed: Buffer[] = [];
  const codes: number[] = [];
  const pages: RowsPage[] = [];
  const limits = { pageRows: 1000, pageBytes: 1 << 20, maxCellBytes, maxRows: 0 };
  const builder = new PageBuilder(limits, (page) => pages.push(new RowsPage(page, decode)));
  const filter = new MessageFilter(
    (bytes) => passed.push(Buffer.from(bytes)),
    (body) => codes.push(body.readInt32BE(0)),
  );
  if (withSink) filter.sink = { builder, maxCellBytes };
  const rows = () => {
    builder.flush();
    return pages.flatMap((page) => Array.from({ length: page.rowCount }, (_, row) => page.row(row)));
  };
  return { filter, codes, pages, rows, passed: () => Buffer.concat(passed) };
}

function feed(filter: MessageFilter, bytes: Buffer, sizes: readonly number[]): void {
  let at = 0;
  for (let turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    filter.take(bytes.subarray(at, at + size));
    at += size;
  }
}

const cell = fc.option(fc.string({ unit: "binary", maxLength: 30 }), { nil: null });
const piece = fc.oneof(
  fc.record({ kind: fc.constant("row" as const), cells: fc.array(cell, { maxLength: 5 }) }),
  fc.record({
    kind: fc.constant("other" as const),
    type: fc.constantFrom("C", "N", "E", "Z", "T", "S"),
    body: fc.uint8Array({ maxLength: 50 }),
  }),
);

describe("the message filter", () => {
  it("takes rows out and passes everything else on, wherever the network cuts the bytes", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), sizes, (pieces, chunkSizes) => {
        const probe = createProbe();
        const encoded = pieces.map((part) =>
          part.kind === "row"
            ? dataRow(part.cells.map((text) => (text === null ? null : Buffer.from(text))))
            : message(part.type, Buffer.from(part.body)),
        );
        feed(probe.filter, Buffer.concat(encoded), chunkSizes);
        expect(probe.rows()).toEqual(pieces.flatMap((part) => (part.kind === "row" ? [part.cells] : [])));
        expect(probe.passed()).toEqual(Buffer.concat(encoded.filter((_, index) => pieces[index]?.kind === "other")));
      }),
    );
  });

  it("passes rows on while nobody takes them", () => {
    const probe = createProbe(100, false);
    const row = dataRow([Buffer.from("a")]);
    probe.filter.take(row);
    expect(probe.passed()).toEqual(row);
  });

  it("keeps only the beginning of a giant cell, and reads what follows it", () => {
    const probe = createProbe(1000);
    const giant = Buffer.alloc(3_000_000, "ä");
    const bytes = Buffer.concat([
      dataRow([Buffer.from("before"), giant, null, Buffer.alloc(0), Buffer.from("after")]),
      dataRow([Buffer.from("next")]),
      message("C", Buffer.from("SELECT 2\0")),
    ]);
    feed(probe.filter, bytes, [65_536, 1, 3, 65_536]);
    expect(probe.rows()).toEqual([["before", "ä".repeat(500), null, "", "after"], ["next"]]);
    expect(probe.pages[0]?.trueBytes(0, 1)).toBe(3_000_000);
    expect(probe.passed()).toEqual(message("C", Buffer.from("SELECT 2\0")));
  });

  it("reports what the server asks for at login", () => {
    const probe = createProbe();
    feed(probe.filter, message("R", Buffer.from([0, 0, 0, 10, 1, 2])), [4]);
    expect(probe.codes).toEqual([10]);
  });

  it("refuses what no Postgres server sends", () => {
    const short = Buffer.from([0x5a, 0, 0, 0, 3]);
    const huge = Buffer.from([0x4e, 0x7f, 0xff, 0xff, 0xff]);
    expect(() => createProbe().filter.take(short)).toThrow(AppError);
    expect(() => createProbe().filter.take(huge)).toThrow(/not the Postgres protocol/);
    expect(() => createProbe().filter.take(Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n"))).toThrow(AppError);
  });
});
