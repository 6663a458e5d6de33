import type { WholeCell } from "../../../../shared/grid/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import type { RowSource } from "../row-source.ts";
import type { CellRange } from "../selection.ts";
import type { CopyTable } from "./copy-formats.ts";

/** Cells that one copy takes; more would stop the window and no clipboard wants it. */
export const maxCopiedCells = 500_000;

/** Big cells that one copy fetches. */
export const maxFetchedCells = 100;

/** Fetches a cell of which only the beginning is here. */
export type LoadCell = (row: number, column: number) => Promise<WholeCell>;

/**
 * The cells of a range of rows (indexes of the source), whole: rows that are not here are loaded, cut cells fetched.
 * Rejects with `tooLarge` rather than to copy a part and call it the whole.
 */
export async function readSelection(source: RowSource, range: CellRange, loadCell?: LoadCell): Promise<CopyTable> {
  const columns = source.columns.slice(range.firstColumn, range.lastColumn + 1);
  const count = (range.lastRow - range.firstRow + 1) * columns.length;
  if (count > maxCopiedCells)
    throw new AppError("tooLarge", `${count.toLocaleString("en-US")} cells are too many for the clipboard.`, {
      hint: `Select at most ${maxCopiedCells.toLocaleString("en-US")} cells.`,
    });
  await source.load(range.firstRow, range.lastRow);
  const rows: (string | null)[][] = [];
  const cut: { readonly row: number; readonly column: number }[] = [];
  for (let row = range.firstRow; row <= range.lastRow; row++) {
    const cells: (string | null)[] = [];
    for (let column = range.firstColumn; column <= range.lastColumn; column++) {
      const cell = source.cell(row, column);
      if (cell?.trueBytes !== undefined) cut.push({ row, column });
      cells.push(cell?.isDefault ? null : (cell?.text ?? null));
    }
    rows.push(cells);
  }
  if (cut.length > 0 && (!loadCell || cut.length > maxFetchedCells))
    throw new AppError("tooLarge", `${cut.length} of these cells are here only in part.`, {
      hint: loadCell ? `Select at most ${maxFetchedCells} big cells.` : "Read them by a query of their own.",
    });
  for (const { row, column } of cut) {
    const whole = await loadCell?.(row, column);
    if (whole?.isCut)
      throw new AppError("tooLarge", `A cell of ${whole.trueBytes.toLocaleString("en-US")} bytes is too big to copy.`);
    const line = rows[row - range.firstRow];
    if (whole && line) line[column - range.firstColumn] = whole.text;
  }
  return { columns, rows };
}
