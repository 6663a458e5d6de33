import type { GridPage, PageStart } from "../../../../shared/grid/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import type { RowsPage } from "../../../../shared/rows/page.ts";
import type { CellView, GridSourceColumn, RowIdentity, RowSnapshot, RowSource } from "../../../ui/grid/row-source.ts";
import { sourceColumns } from "./grid-columns.ts";
import type { PageReader, ReadPage } from "./page-reader.ts";
import { type Slot, Slots } from "./slots.ts";

const firstPageRows = 200;
const pageRows = 500;
/** Rows from the edge at which the page behind it is read. */
const readAheadRows = 150;
/** Rows that are held; pages beyond are read again when they are scrolled to. */
const maxHeldRows = 20_000;

type Direction = "forward" | "backward";

/** What is known of the number of the row at the anchor, from 1. */
export interface RowNumbering {
  readonly number: number;
  readonly isEstimated: boolean;
}

/** Where everything starts anew. `row` is to be shown, counted from the anchor. */
interface Anchor {
  readonly kind: RowSnapshot["anchor"];
  readonly next: Record<Direction, PageStart | null>;
  readonly row: number | null;
  readonly numbering: RowNumbering | null;
}

const firstRow: RowNumbering = { number: 1, isEstimated: false };
const atFirst: Anchor = {
  kind: "first",
  next: { forward: { kind: "first" }, backward: null },
  row: null,
  numbering: firstRow,
};
const atLast: Anchor = {
  kind: "last",
  next: { forward: null, backward: { kind: "last" } },
  row: null,
  numbering: null,
};

/** Rows of a table by keyset paging, in both directions from the first or the last row. Holds a bounded number. */
export class PagedSource implements RowSource {
  columns: readonly GridSourceColumn[];
  /** The newest answer: order, estimate and how long it took. */
  lastPage: GridPage | null = null;
  private readonly reader: PageReader;
  private readonly listeners = new Set<() => void>();
  private slots = new Slots();
  /** How the page beyond each edge is asked for; null at the end. */
  private next = { ...atFirst.next };
  private numbering = atFirst.numbering;
  private wanted = { first: 0, last: 0 };
  private pinned: { readonly first: number; readonly last: number } | null = null;
  private abort = new AbortController();
  private running: Promise<void> | null = null;
  private snapshot: RowSnapshot;

  /** `columns` are shown until the first page says which there are. */
  constructor(reader: PageReader, columns: readonly GridSourceColumn[] = []) {
    this.reader = reader;
    this.columns = columns;
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

  getSnapshot(): RowSnapshot {
    return this.snapshot;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  cell(row: number, column: number): CellView | undefined {
    const about = this.lastPage?.columns[column];
    const place = this.place(row);
    if (!about || !place) return undefined;
    const { page, inPage } = place;
    const text = page.cell(inPage, about.valueIndex);
    const own = about.lengthIndex === null ? null : page.cell(inPage, about.lengthIndex);
    const length = about.lengthPart === null ? own : own?.split(",")[about.lengthPart];
    return { text, trueBytes: length ? Number(length) : page.trueBytes(inPage, about.valueIndex) };
  }

  rowKey(row: number): unknown {
    return this.slots.at(this.slots.find(row))?.buffers ?? undefined;
  }

  rowLabel(row: number): string {
    const { rowCount, shift, anchor } = this.snapshot;
    if (this.next.backward === null) return String(row + 1);
    if (anchor === "last") return String(row - rowCount);
    const { numbering } = this;
    const fromAnchor = row - shift;
    if (!numbering) return fromAnchor < 0 ? String(fromAnchor) : `+${fromAnchor}`;
    const number = Math.max(1, numbering.number + fromAnchor);
    return numbering.isEstimated ? `≈${number}` : String(number);
  }

  /** The values that name a row for `grid.cell`; null when the table has none, or the row is not here. */
  identityOf(row: number): RowIdentity | null {
    const place = this.place(row);
    const { order, identityIndexes } = this.lastPage ?? {};
    if (!place || !order || order.identity.length === 0) return null;
    return order.identity.map((column, index) => ({
      column,
      value: place.page.cell(place.inPage, identityIndexes?.[index] ?? 0),
    }));
  }

  ensure(first: number, last: number): void {
    this.wanted = { first, last };
    this.run();
  }

  async load(first: number, last: number): Promise<void> {
    this.pinned = { first, last };
    try {
      while (this.slots.firstMissing(first, last) >= 0) {
        this.run();
        await this.running;
        if (this.snapshot.error) throw this.snapshot.error;
      }
    } finally {
      // The caller reads the cells first, in the microtask that follows.
      setTimeout(() => {
        this.pinned = null;
      });
    }
  }

  toEnd(): void {
    this.restart(atLast);
  }

  toStart(): void {
    this.restart({ ...atFirst, row: 0 });
  }

  /** Reads everything anew, from the first row. */
  refresh(): void {
    this.restart(atFirst);
  }

  /** Reads anew what is around a row, and keeps it in sight; the first rows when nothing is known of it. */
  reload(row: number | null): void {
    const first = Math.min(this.wanted.first, this.slots.rowCount - 1);
    const index = this.slots.find(row ?? first);
    const slot = this.slots.at(index);
    if (!slot) return this.refresh();
    const { start } = slot;
    const isBackward = start.kind === "last" || start.kind === "before" || start.kind === "until";
    const beginning = this.slots.startOf(index);
    const origin = isBackward ? beginning + slot.rows : beginning;
    const wanted = (row ?? first) - origin;
    if (start.kind === "first") return this.restart({ ...atFirst, row: row === null ? null : wanted });
    if (start.kind === "last") return this.restart(atLast);
    const numbering = this.numbering && {
      ...this.numbering,
      number: this.numbering.number + origin - this.snapshot.shift,
    };
    const next = isBackward
      ? { forward: { kind: complement[start.kind], key: start.key }, backward: start }
      : { forward: start, backward: { kind: complement[start.kind], key: start.key } };
    this.restart({ kind: "place", next, row: wanted, numbering });
  }

  /**
   * Goes to the first row at or behind the place that the values of the order's first columns name. Rejects, with nothing
   * changed, when the server refuses them.
   */
  async goTo(key: readonly (string | null)[], numbering: RowNumbering | null): Promise<void> {
    const start: PageStart = { kind: "from", key };
    const { signal } = this.abort;
    const page = await this.reader.read(start, firstPageRows, signal);
    if (signal.aborted) return;
    const next = { forward: start, backward: { kind: "before", key } } as const;
    this.restart({ kind: "place", next, row: 0, numbering }, page);
  }

  /** Goes on after an error. */
  retry(): void {
    this.change({ error: null });
    this.run();
  }

  /** Ends what runs; the source is not used afterwards. */
  close(): void {
    this.abort.abort();
    this.reader.close();
  }

  private restart(anchor: Anchor, first?: ReadPage): void {
    this.abort.abort();
    this.abort = new AbortController();
    this.running = null;
    this.slots = new Slots();
    this.next = { ...anchor.next };
    this.numbering = anchor.numbering;
    this.wanted = { first: 0, last: 0 };
    const epoch = this.snapshot.epoch + 1;
    const { kind, row: anchorRow } = anchor;
    this.change({
      rowCount: 0,
      isEndKnown: false,
      shift: 0,
      epoch,
      anchor: kind,
      anchorRow,
      isLoading: true,
      error: null,
    });
    if (first && anchor.next.forward) this.take(first, "forward", anchor.next.forward);
    this.run();
  }

  /** One page at a time; each that arrives looks again for what is wanted now. */
  private run(): void {
    if (this.running || this.snapshot.error) return;
    const read = this.nextRead();
    if (!read) {
      if (this.snapshot.isLoading) this.change({ isLoading: false });
      return;
    }
    const { signal } = this.abort;
    if (!this.snapshot.isLoading) this.change({ isLoading: true });
    const running: Promise<void> = read(signal)
      .catch((error: unknown) => {
        if (!signal.aborted) this.change({ error: asError(error), isLoading: false });
      })
      .then(() => {
        if (this.running !== running) return; // a restart came in between
        this.running = null;
        this.run();
      });
    this.running = running;
  }

  /** Whether there may be rows beyond the last one that no page can be asked for: nothing orders them uniquely. */
  get isCut(): boolean {
    const next = this.lastPage?.next;
    return next?.kind === "end" && next.mayHaveMore === true;
  }

  private nextRead(): ((signal: AbortSignal) => Promise<void>) | null {
    const { first, last } = this.pinned ?? this.wanted;
    const missing = this.slots.firstMissing(first, last);
    if (missing >= 0) return (signal) => this.readAgain(missing, signal);
    const { forward, backward } = this.next;
    if (forward && this.wanted.last >= this.slots.rowCount - readAheadRows)
      return (signal) => this.readOn("forward", forward, signal);
    if (backward && this.wanted.first <= readAheadRows) return (signal) => this.readOn("backward", backward, signal);
    return null;
  }

  private async readOn(direction: Direction, start: PageStart, signal: AbortSignal): Promise<void> {
    const rows = this.slots.length === 0 ? firstPageRows : pageRows;
    const page = await this.reader.read(start, rows, signal);
    if (!signal.aborted) this.take(page, direction, start);
  }

  private take(page: ReadPage, direction: Direction, start: PageStart): void {
    this.takeAnswer(page.answer);
    this.next[direction] = startAfter(page, direction);
    const slot: Slot = { start, rows: rowsOf(page), buffers: page.buffers };
    if (slot.rows > 0 && direction === "forward") this.slots.append(slot);
    else if (slot.rows > 0) this.slots.prepend(slot);
    // What was row 0 moves down; at the start from the end, the last rows are what the grid shows first.
    const moved = direction === "backward" ? slot.rows : 0;
    this.wanted = { first: this.wanted.first + moved, last: this.wanted.last + moved };
    this.release();
    const isFirst = this.snapshot.rowCount === 0;
    this.change({
      rowCount: this.slots.rowCount,
      isEndKnown: this.next.forward === null && this.next.backward === null && !this.isCut,
      shift: this.snapshot.shift + (isFirst ? 0 : moved),
    });
  }

  private async readAgain(index: number, signal: AbortSignal): Promise<void> {
    const slot = this.slots.at(index);
    if (!slot) return;
    const page = await this.reader.read(slot.start, slot.rows, signal);
    if (signal.aborted) return;
    this.takeAnswer(page.answer);
    // Rows that were deleted meanwhile leave gaps at the end of the page; a refresh closes them.
    this.slots.replace(index, { ...slot, buffers: page.buffers });
    this.release();
    this.change({});
  }

  private release(): void {
    const { first, last } = this.pinned ?? this.wanted;
    this.slots.release(first, last, maxHeldRows);
  }

  private takeAnswer(answer: GridPage): void {
    const isSame = this.lastPage !== null && JSON.stringify(this.lastPage.columns) === JSON.stringify(answer.columns);
    this.lastPage = answer;
    if (!isSame) this.columns = sourceColumns(answer.columns);
  }

  private place(row: number): { readonly page: RowsPage; readonly inPage: number } | null {
    const index = this.slots.find(row);
    let inPage = row - this.slots.startOf(index);
    for (const page of this.slots.at(index)?.buffers ?? []) {
      if (inPage < page.rowCount) return { page, inPage };
      inPage -= page.rowCount;
    }
    return null;
  }

  private change(patch: Partial<RowSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...patch, version: this.snapshot.version + 1 };
    for (const listener of this.listeners) listener();
  }
}

function rowsOf(page: ReadPage): number {
  return page.buffers.reduce((sum, { rowCount }) => sum + rowCount, 0);
}

/** How the page beyond this one is asked for; null when there is none. */
export function startAfter({ answer, buffers }: ReadPage, direction: Direction): PageStart | null {
  const kind = direction === "forward" ? "after" : "before";
  if (answer.next.kind === "end") return null;
  if (answer.next.kind === "key") return { kind, key: answer.next.key };
  const page = direction === "forward" ? buffers.at(-1) : buffers[0];
  if (!page || page.rowCount === 0) return null;
  const row = direction === "forward" ? page.rowCount - 1 : 0;
  return { kind, key: answer.keyIndexes.map((index) => page.cell(row, index)) };
}

/** The rows on the other side of a place. */
const complement = { after: "until", until: "after", from: "before", before: "from" } as const;

function asError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError("internal", error instanceof Error ? error.message : String(error));
}
