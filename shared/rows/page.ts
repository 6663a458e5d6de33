/**
 * A page of rows in one buffer: column-wise index over the server's own bytes. Little-endian.
 *
 *   u32 magic 'SRP1' | u32 rows | u32 columns | u32 cuts | u32 textBytes
 *   u32 start[columns * rows]    column-major: cell (column c, row r) is at c * rows + r
 *   i32 length[columns * rows]   bytes kept; -1 is NULL
 *   { u32 cell, u32 trueBytes }[cuts]   cells that were cut, with the length they have on the server
 *   u8 text[textBytes]           the server's text, UTF-8, as it came
 *
 * Nothing is decoded until a cell is shown.
 */
export const pageMagic = 0x31505253;
const headerBytes = 20;

/** Reads one page. `decode` turns UTF-8 bytes into text (TextDecoder, or Buffer in Node). */
export class RowsPage {
  readonly rowCount: number;
  readonly columnCount: number;
  private readonly starts: Uint32Array;
  private readonly lengths: Int32Array;
  private readonly cuts: ReadonlyMap<number, number>;
  private readonly text: Uint8Array;
  private readonly decode: (bytes: Uint8Array) => string;

  constructor(buffer: ArrayBuffer, decode: (bytes: Uint8Array) => string) {
    const header = new Uint32Array(buffer, 0, 5);
    const [magic = 0, rows = 0, columns = 0, cutCount = 0, textBytes = 0] = header;
    const cells = rows * columns;
    const indexBytes = headerBytes + cells * 8 + cutCount * 8;
    if (magic !== pageMagic || buffer.byteLength !== indexBytes + textBytes) throw new Error("Not a page of rows.");
    this.rowCount = rows;
    this.columnCount = columns;
    this.decode = decode;
    this.starts = new Uint32Array(buffer, headerBytes, cells);
    this.lengths = new Int32Array(buffer, headerBytes + cells * 4, cells);
    const pairs = new Uint32Array(buffer, headerBytes + cells * 8, cutCount * 2);
    const cuts = new Map<number, number>();
    for (let index = 0; index < pairs.length; index += 2) cuts.set(pairs[index] ?? 0, pairs[index + 1] ?? 0);
    this.cuts = cuts;
    this.text = new Uint8Array(buffer, indexBytes, textBytes);
  }

  /** The server's text of a cell (the kept part when cut), or null for SQL NULL. */
  cell(row: number, column: number): string | null {
    const index = this.index(row, column);
    const length = this.lengths[index] ?? -1;
    if (length < 0) return null;
    const start = this.starts[index] ?? 0;
    return this.decode(this.text.subarray(start, start + length));
  }

  /** Bytes of the cell on the server when the page holds only its beginning; undefined when it is whole. */
  trueBytes(row: number, column: number): number | undefined {
    return this.cuts.get(this.index(row, column));
  }

  /** Whether a cell has the very bytes of another page's, as far as both are here, and is as long on the server. */
  isSameCell(row: number, column: number, other: RowsPage, otherRow: number, otherColumn: number): boolean {
    const [index, otherIndex] = [this.index(row, column), other.index(otherRow, otherColumn)];
    const length = this.lengths[index] ?? -1;
    if (length !== (other.lengths[otherIndex] ?? -1) || this.cuts.get(index) !== other.cuts.get(otherIndex))
      return false;
    const [start, otherStart] = [this.starts[index] ?? 0, other.starts[otherIndex] ?? 0];
    for (let at = 0; at < length; at++) if (this.text[start + at] !== other.text[otherStart + at]) return false;
    return true;
  }

  /** A whole row, decoded. */
  row(row: number): (string | null)[] {
    return Array.from({ length: this.columnCount }, (_, column) => this.cell(row, column));
  }

  private index(row: number, column: number): number {
    if (row < 0 || row >= this.rowCount || column < 0 || column >= this.columnCount)
      throw new RangeError(`No cell (${row}, ${column}) in a page of ${this.rowCount} x ${this.columnCount}.`);
    return column * this.rowCount + row;
  }
}
