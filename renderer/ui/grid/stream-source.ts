import type { AppError } from "../../../shared/ipc/app-error.ts";
import type { ResultColumn, StatementEnd } from "../../../shared/rows/model.ts";
import { RowsPage } from "../../../shared/rows/page.ts";
import { type CellView, type GridSourceColumn, isNumericType, type RowSnapshot, type RowSource } from "./row-source.ts";

const decoder = new TextDecoder();
/** While rows stream, listeners hear of them this often: what is on screen seldom changes, and drawing slows the stream. */
const toldEveryMs = 100;

/** Decodes the server's UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** The rows of one result, growing while it streams. Keeps every page as it came, undecoded. */
export class StreamSource implements RowSource {
  readonly columns: readonly GridSourceColumn[];
  /** The columns as the server described them. */
  readonly described: readonly ResultColumn[];
  private readonly pages: RowsPage[] = [];
  /** Index of the first row of each page. */
  private readonly starts: number[] = [];
  private readonly listeners = new Set<() => void>();
  private snapshot: RowSnapshot;
  private isTold = false;
  private lastToldMs = Number.NEGATIVE_INFINITY;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** How the statement ended; null while it runs. */
  statementEnd: StatementEnd | null = null;

  constructor(columns: readonly ResultColumn[]) {
    this.described = columns;
    this.columns = columns.map(({ name, typeName }) => ({
      name,
      typeLabel: typeName,
      baseType: typeName,
      isNumeric: isNumericType(typeName),
    }));
    this.snapshot = {
      rowCount: 0,
      isEndKnown: false,
      version: 0,
      shift: 0,
      epoch: 0,
      anchor: "first",
      anchorRow: null,
      isLoading: true,
      error: null,
    };
  }

  /** Takes one page as it came from the data port. */
  addPage(buffer: ArrayBuffer): void {
    const page = new RowsPage(buffer, decodeText);
    if (page.rowCount === 0) return;
    this.pages.push(page);
    this.starts.push(this.snapshot.rowCount);
    this.change({ rowCount: this.snapshot.rowCount + page.rowCount });
  }

  /** The statement ended well. */
  end(end: StatementEnd): void {
    this.statementEnd = end;
    this.change({ isEndKnown: true, isLoading: false });
  }

  /** The statement ended with an error; what came before stays. */
  fail(error: AppError): void {
    this.change({ isEndKnown: true, isLoading: false, error });
  }

  getSnapshot(): RowSnapshot {
    return this.snapshot;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  cell(row: number, column: number): CellView | undefined {
    const at = this.pageOf(row);
    const page = this.pages[at];
    if (!page || column >= page.columnCount) return undefined;
    const inPage = row - (this.starts[at] ?? 0);
    return { text: page.cell(inPage, column), trueBytes: page.trueBytes(inPage, column) };
  }

  /** Bytes of a cell on the server when only its beginning is here. */
  trueBytes(row: number, column: number): number | undefined {
    const at = this.pageOf(row);
    return this.pages[at]?.trueBytes(row - (this.starts[at] ?? 0), column);
  }

  /** Whether a cell that is here is the same as one of another source, without decoding either. */
  isSameCell(row: number, column: number, other: StreamSource, otherRow: number, otherColumn: number): boolean {
    const [at, otherAt] = [this.pageOf(row), other.pageOf(otherRow)];
    const [page, otherPage] = [this.pages[at], other.pages[otherAt]];
    if (!page || !otherPage) return page === otherPage;
    const [start, otherStart] = [this.starts[at] ?? 0, other.starts[otherAt] ?? 0];
    return page.isSameCell(row - start, column, otherPage, otherRow - otherStart, otherColumn);
  }

  rowKey(row: number): unknown {
    return this.pages[this.pageOf(row)];
  }

  rowLabel(row: number): string {
    return String(row + 1);
  }

  ensure(): void {}

  async load(): Promise<void> {}

  /** The page that holds `row`: the last whose first row is not after it. */
  private pageOf(row: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= row) low = middle;
      else high = middle - 1;
    }
    return row < this.snapshot.rowCount ? low : -1;
  }

  /** Listeners hear of the first rows and of the end at once, and of a burst of pages once. */
  private change(patch: Partial<RowSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...patch, version: this.snapshot.version + 1 };
    if (this.isTold) return;
    const waitMs = this.snapshot.isLoading ? this.lastToldMs + toldEveryMs - performance.now() : 0;
    if (waitMs > 0) {
      this.timer ??= setTimeout(() => this.tell(), waitMs);
      return;
    }
    this.isTold = true;
    queueMicrotask(() => this.tell());
  }

  private tell(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.isTold = false;
    this.lastToldMs = performance.now();
    for (const listener of this.listeners) listener();
  }
}
