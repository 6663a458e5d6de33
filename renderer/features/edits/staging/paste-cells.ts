import type { EditValue } from "../../../../shared/edits/model.ts";

/** What to stage for one cell of a choice: row and column count within it. */
export interface PastedCell {
  readonly row: number;
  readonly column: number;
  readonly value: EditValue;
}

/** Texts of a clipboard as cells: lines and tabs, quoted as spreadsheets do it where a text holds one of them. */
export function readClipboard(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let cell = "";
  let isQuoted = false;
  const end = text.endsWith("\r\n") ? text.length - 2 : text.endsWith("\n") ? text.length - 1 : text.length;
  for (let at = 0; at < end; at += 1) {
    const character = text.charAt(at);
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (character === '"' && cell === "" && closesAsCell(text, at)) isQuoted = true;
    else if (character === "\t" || character === "\n") {
      rows.at(-1)?.push(cell);
      cell = "";
      if (character === "\n") rows.push([]);
    } else if (character !== "\r" || text.charAt(at + 1) !== "\n") cell += character;
  }
  rows.at(-1)?.push(cell);
  return rows;
}

/** Whether a quote opens a quoted cell: only one that closes at the end of the cell does; `"a" b` is text. */
function closesAsCell(text: string, open: number): boolean {
  for (let at = open + 1; at < text.length; at += 1) {
    if (text.charAt(at) !== '"') continue;
    if (text.charAt(at + 1) === '"') at += 1;
    else return /^(?:\t|\r?\n|$)/.test(text.slice(at + 1, at + 3));
  }
  return false;
}

/**
 * The cells that a paste fills: one value fills the whole choice, a block fills as far as it reaches. Null when the block is
 * larger than the choice, because what would be lost has to be seen first.
 */
export function pasteInto(text: string, rowCount: number, columnCount: number): readonly PastedCell[] | null {
  const block = readClipboard(text);
  const width = Math.max(...block.map((row) => row.length));
  const isOne = block.length === 1 && width === 1;
  if (!isOne && (block.length > rowCount || width > columnCount)) return null;
  const cells: PastedCell[] = [];
  for (let row = 0; row < (isOne ? rowCount : block.length); row += 1)
    for (let column = 0; column < (isOne ? columnCount : (block[row]?.length ?? 0)); column += 1)
      cells.push({ row, column, value: { kind: "text", text: (isOne ? block[0]?.[0] : block[row]?.[column]) ?? "" } });
  return cells;
}
