import { Writable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import type { stream } from "exceljs";
import type { ByteSink } from "../files/export-file.ts";
import { readRows, textCopyOptions } from "./decoded-rows.ts";
import type { ExportContext, ExportFormat, RowsWriter, ValueKind } from "./export-format.ts";
import { cellTextOf, excelLimits } from "./xlsx-text.ts";

type Workbook = InstanceType<typeof stream.xlsx.WorkbookWriter>;
type Sheet = ReturnType<Workbook["addWorksheet"]>;

interface SheetInternals {
  readonly stream?: {
    readonly pipes?: readonly { _readableState?: { length: number }; _writableState?: { length: number } }[];
  };
}

/** Rows between two looks at how much the packing is behind. */
const rowsPerLook = 500;
const maxBacklogBytes = 1024 * 1024;

/**
 * A workbook whose cells hold what Excel can hold exactly: numbers of up to 15 digits, true and false, and text. Longer
 * numbers, dates and all other types are the server's text. Rows beyond a sheet's end go on in the next one.
 */
export const xlsx: ExportFormat = {
  id: "xlsx",
  copyOptions: () => textCopyOptions,
  open: async (context, sink) => {
    // Loaded when it is needed: most database processes never write a workbook.
    const { stream } = (await import("exceljs")).default;
    const output = toStream(sink);
    const workbook = new stream.xlsx.WorkbookWriter({ stream: output, useStyles: false, useSharedStrings: false });
    return writeSheets(context, sink, workbook, output);
  },
};

function writeSheets(context: ExportContext, sink: ByteSink, workbook: Workbook, output: Writable): RowsWriter {
  const { columns, options } = context;
  const names = columns.map(({ name }) => cellTextOf(name).text);
  const state = { rows: 0, inSheet: 0, sheets: 0, cutCells: 0, isPacing: false };
  const begin = (): Sheet => {
    state.sheets += 1;
    const sheet = workbook.addWorksheet(state.sheets === 1 ? "Rows" : `Rows ${state.sheets}`);
    state.inSheet = 0;
    if (options.hasHeader) {
      sheet.addRow(names).commit();
      state.inSheet = 1;
    }
    return sheet;
  };
  let sheet = begin();
  const cell = (value: string | null, kind: ValueKind) => {
    if (value === null) return null;
    if (kind === "number" && isExactNumber(value)) return Number(value);
    if (kind === "boolean") return value === "t";
    const { text, isCut } = cellTextOf(value);
    if (isCut) state.cutCells += 1;
    return text;
  };
  const onRow = (values: readonly (string | null)[]) => {
    if (state.inSheet >= excelLimits.rows) {
      sheet.commit();
      sheet = begin();
    }
    sheet.addRow(values.map((value, index) => cell(value, columns[index]?.kind ?? "text"))).commit();
    state.inSheet += 1;
    state.rows += 1;
    if (state.rows % rowsPerLook === 0 && !state.isPacing && backlogOf(sheet) > maxBacklogBytes) void pace();
  };
  /** The workbook takes rows faster than it packs them: the reading stops until it has caught up. Never rejects. */
  const pace = async () => {
    state.isPacing = true;
    const release = sink.hold();
    while (backlogOf(sheet) > maxBacklogBytes / 2 && !sink.hasFailed) await wait(2);
    state.isPacing = false;
    release();
  };
  return {
    take: readRows(columns.length, onRow),
    finish: async () => {
      sheet.commit();
      await Promise.race([workbook.commit(), sink.failed]);
      if (!output.writableFinished) await new Promise<void>((resolve) => output.end(resolve));
      return notesOf(state);
    },
  };
}

function notesOf(state: { readonly sheets: number; readonly cutCells: number }): readonly string[] {
  const rowLimit = excelLimits.rows.toLocaleString("en-US");
  const characterLimit = excelLimits.characters.toLocaleString("en-US");
  return [
    ...(state.sheets > 1 ? [`A sheet holds ${rowLimit} rows, so the rows are in ${state.sheets} sheets.`] : []),
    ...(state.cutCells > 0
      ? [`${state.cutCells.toLocaleString("en-US")} values were cut at Excel's limit of ${characterLimit} characters.`]
      : []),
  ];
}

/** Below 1e-307 a cell has fewer digits, and then none. */
const maxNumberCharacters = 300;

/** Digits that a double holds exactly: 15 significant ones, and no exponent. */
function isExactNumber(text: string): boolean {
  if (text.length > maxNumberCharacters || !/^-?\d+(?:\.\d+)?$/.test(text)) return false;
  return text.replace(/^-?0*\.?0*|\D/g, "").length <= 15 && text !== "-0";
}

/** Bytes that wait to be packed. The library has no backpressure of its own; its stream's first pipe holds what waits. */
function backlogOf(sheet: Sheet): number {
  const { stream: source } = sheet as unknown as SheetInternals; // its declarations leave this out
  const pipe = source?.pipes?.[0];
  return (pipe?._readableState?.length ?? 0) + (pipe?._writableState?.length ?? 0);
}

function toStream(sink: ByteSink): Writable {
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      sink.write(chunk, 0, chunk.length);
      sink.whenReady(done);
    },
  });
}
