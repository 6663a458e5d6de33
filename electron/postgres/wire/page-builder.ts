import { pageMagic } from "../../../shared/rows/page.ts";

/** When a page is full, and how much of one cell is kept. */
export interface PageLimits {
  readonly pageRows: number;
  readonly pageBytes: number;
  readonly maxCellBytes: number;
  /** Rows over this are dropped and noted; 0 means no limit. */
  readonly maxRows: number;
}

const headerBytes = 20;
/** Up to here a loop is faster than a call that copies: most cells are a few bytes long. */
const shortBytes = 48;

/**
 * Packs DataRow messages into pages as `shared/rows/page.ts` describes them. The bytes are copied once, as they came;
 * nothing is turned into a JavaScript string here, which is what makes a 600 MB cell and a million rows cheap.
 */
export class PageBuilder {
  /** Rows packed so far, over all pages. */
  totalRows = 0;
  /** Whether a row over `maxRows` arrived. */
  hasMore = false;
  private readonly limits: PageLimits;
  private readonly onPage: (page: ArrayBuffer) => void;
  private text = Buffer.allocUnsafe(64 * 1024);
  private textBytes = 0;
  private rows = 0;
  private columns = 0;
  /** Row-major pairs (start, length) of the page being built; transposed when it is finished. */
  private cells = new Int32Array(8192);
  private cellCount = 0;
  private cuts: number[] = [];

  constructor(limits: PageLimits, onPage: (page: ArrayBuffer) => void) {
    this.limits = limits;
    this.onPage = onPage;
  }

  beginRow(columns: number): void {
    if (this.rows > 0 && columns !== this.columns) this.flush();
    this.columns = columns;
    this.reserveCells(columns);
  }

  addNull(): void {
    this.pushCell(this.textBytes, -1);
  }

  /** Adds a whole cell that stands in `source`. */
  addCell(source: Buffer, start: number, length: number): void {
    const kept = length <= this.limits.maxCellBytes ? length : this.cutAt(source, start);
    this.reserveText(kept);
    if (kept > shortBytes) source.copy(this.text, this.textBytes, start, start + kept);
    else copyShort(source, start, kept, this.text, this.textBytes);
    if (kept < length) this.noteCut(length);
    this.pushCell(this.textBytes, kept);
    this.textBytes += kept;
  }

  /** Adds a cell of which only the first bytes were kept because the whole never was in memory. */
  addCutCell(head: Buffer, trueBytes: number): void {
    const end = wholeCharacters(head);
    this.reserveText(end);
    head.copy(this.text, this.textBytes, 0, end);
    if (end < trueBytes) this.noteCut(trueBytes);
    this.pushCell(this.textBytes, end);
    this.textBytes += end;
  }

  endRow(): void {
    if (this.limits.maxRows > 0 && this.totalRows >= this.limits.maxRows) return this.dropRow();
    this.totalRows += 1;
    this.rows += 1;
    if (this.rows >= this.limits.pageRows || this.textBytes >= this.limits.pageBytes) this.flush();
  }

  /** Hands out what is there. */
  flush(): void {
    if (this.rows === 0) return;
    const { rows, columns } = this;
    const count = rows * columns;
    const textStart = headerBytes + count * 8 + this.cuts.length * 4;
    const page = new ArrayBuffer(textStart + this.textBytes);
    const header = new Uint32Array(page, 0, 5);
    header.set([pageMagic, rows, columns, this.cuts.length / 2, this.textBytes]);
    const starts = new Int32Array(page, headerBytes, count);
    const lengths = new Int32Array(page, headerBytes + count * 4, count);
    let from = 0;
    for (let row = 0; row < rows; row++) {
      for (let index = row; index < count; index += rows) {
        starts[index] = this.cells[from] ?? 0;
        lengths[index] = this.cells[from + 1] ?? -1;
        from += 2;
      }
    }
    const cuts = new Uint32Array(page, headerBytes + count * 8, this.cuts.length);
    for (let index = 0; index < this.cuts.length; index += 2) {
      const rowMajor = this.cuts[index] ?? 0;
      cuts[index] = (rowMajor % columns) * rows + Math.floor(rowMajor / columns);
      cuts[index + 1] = this.cuts[index + 1] ?? 0;
    }
    this.text.copy(new Uint8Array(page, textStart), 0, 0, this.textBytes);
    this.rows = 0;
    this.cellCount = 0;
    this.textBytes = 0;
    this.cuts = [];
    this.onPage(page);
  }

  private dropRow(): void {
    this.hasMore = true;
    this.cellCount -= this.columns;
    while (this.cuts.length > 0 && (this.cuts.at(-2) ?? 0) >= this.cellCount) this.cuts.length -= 2;
    this.textBytes = this.columns > 0 ? (this.cells[this.cellCount * 2] ?? 0) : this.textBytes;
  }

  private cutAt(source: Buffer, start: number): number {
    return characterBoundary(source, start, this.limits.maxCellBytes);
  }

  private noteCut(trueBytes: number): void {
    this.cuts.push(this.cellCount, trueBytes);
  }

  private pushCell(start: number, length: number): void {
    const at = this.cellCount * 2;
    this.cells[at] = start;
    this.cells[at + 1] = length;
    this.cellCount += 1;
  }

  private reserveCells(columns: number): void {
    const needed = (this.cellCount + columns) * 2;
    if (needed <= this.cells.length) return;
    const larger = new Int32Array(Math.max(needed, this.cells.length * 2));
    larger.set(this.cells);
    this.cells = larger;
  }

  private reserveText(bytes: number): void {
    const needed = this.textBytes + bytes;
    if (needed <= this.text.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.text.length * 2));
    this.text.copy(larger, 0, 0, this.textBytes);
    this.text = larger;
  }
}

function copyShort(source: Buffer, start: number, length: number, target: Buffer, at: number): void {
  for (let index = 0; index < length; index++) target[at + index] = source[start + index] ?? 0;
}

/** The length of `head` without a character that is cut off at its end. */
export function wholeCharacters(head: Buffer): number {
  let lead = head.length - 1;
  while (lead >= 0 && head.length - lead < 4 && ((head[lead] ?? 0) & 0xc0) === 0x80) lead -= 1;
  const byte = head[lead] ?? 0;
  const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
  return lead >= 0 && lead + size > head.length ? lead : head.length;
}

/** The largest length <= `length` at which the UTF-8 text from `start` can be cut without splitting a character. */
export function characterBoundary(source: Buffer, start: number, length: number): number {
  let end = length;
  while (end > 0 && length - end < 4 && ((source[start + end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end;
}
