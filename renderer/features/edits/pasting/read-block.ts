/** What may stand between two cells of a pasted text. */
export const separators = ["\t", ",", ";"] as const;

/** One of them. */
export type Separator = (typeof separators)[number];

/** A cell of a pasted text. `""` in quotes is the empty text; nothing at all between two separators may be a NULL. */
export interface BlockCell {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** Lines of cells, not all of which need to have the same number. */
export type Block = readonly (readonly BlockCell[])[];

/** A text as cells: lines and separators, quoted as spreadsheets and RFC 4180 do it where a cell holds one of them. */
export function readBlock(text: string, separator: Separator): Block {
  const rows: BlockCell[][] = [[]];
  let cell = "";
  let isInside = false;
  let isQuoted = false;
  const finish = () => {
    rows.at(-1)?.push({ text: cell, isQuoted });
    cell = "";
    isQuoted = false;
  };
  const end = text.endsWith("\r\n") ? text.length - 2 : text.endsWith("\n") ? text.length - 1 : text.length;
  for (let at = 0; at < end; at += 1) {
    const character = text.charAt(at);
    if (isInside) {
      if (character !== '"') cell += character;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else isInside = false;
    } else if (character === '"' && cell === "" && !isQuoted && closesAsCell(text, at, separator)) {
      isInside = true;
      isQuoted = true;
    } else if (character === separator || character === "\n") {
      finish();
      if (character === "\n") rows.push([]);
    } else if (character !== "\r" || text.charAt(at + 1) !== "\n") cell += character;
  }
  finish();
  return rows;
}

/** Whether a quote opens a quoted cell: only one that closes at the end of the cell does; `"a" b` is text. */
function closesAsCell(text: string, open: number, separator: Separator): boolean {
  for (let at = open + 1; at < text.length; at += 1) {
    if (text.charAt(at) !== '"') continue;
    if (text.charAt(at + 1) !== '"') {
      const next = text.charAt(at + 1);
      return next === "" || next === separator || next === "\n" || text.startsWith("\r\n", at + 1);
    }
    at += 1;
  }
  return false;
}

/** How many cells the longest line has. */
export function widthOf(block: Block): number {
  return block.reduce((width, row) => Math.max(width, row.length), 0);
}

/**
 * What separates the cells of a text: a tab where there is one; else what gives every line the same number of cells, and
 * more than one. A text in which nothing does is one column.
 */
export function guessSeparator(text: string): Separator {
  if (text.includes("\t")) return "\t";
  const found = [",", ";"] as const;
  return (
    found.find((separator) => {
      const block = readBlock(text, separator);
      const width = block[0]?.length ?? 0;
      return width > 1 && block.every((row) => row.length === width);
    }) ?? "\t"
  );
}
