import type { EditValue } from "../../../../shared/edits/model.ts";
import { type Block, type BlockCell, readBlock, widthOf } from "./read-block.ts";

/** What to stage for one cell of a choice: row and column count within it. */
export interface PastedCell {
  readonly row: number;
  readonly column: number;
  readonly value: EditValue;
}

/** What a cell of a block stands for: nothing at all is NULL, `""` is the empty text, as copying writes them. */
function cellValue({ text, isQuoted }: BlockCell): EditValue {
  return text === "" && !isQuoted ? { kind: "null" } : { kind: "text", text };
}

/**
 * The cells that a paste fills: one value fills the whole choice, a block fills as far as it reaches. Null when the block is
 * larger than the choice, because what would be lost has to be seen first.
 */
export function pasteInto(text: string, rowCount: number, columnCount: number): readonly PastedCell[] | null {
  const block = blockFor(text, columnCount);
  const [one] = block[0] ?? [];
  if (block.length === 1 && block[0]?.length === 1) {
    // A single value is a text whatever it is: only in a block does an empty place mean something of its own.
    const value: EditValue = { kind: "text", text: one?.text ?? "" };
    const places = Array.from({ length: rowCount * columnCount }, (_, at) => at);
    return places.map((at) => ({ row: Math.floor(at / columnCount), column: at % columnCount, value }));
  }
  if (block.length > rowCount || widthOf(block) > columnCount) return null;
  return block.flatMap((cells, row) => cells.map((cell, column) => ({ row, column, value: cellValue(cell) })));
}

/** Cells by tabs; by commas only where that fits the chosen columns exactly, because a text may hold a comma. */
function blockFor(text: string, columnCount: number): Block {
  const byTabs = readBlock(text, "\t");
  if (text.includes("\t") || columnCount < 2) return byTabs;
  const byCommas = readBlock(text, ",");
  return byCommas.every(({ length }) => length === columnCount) ? byCommas : byTabs;
}
