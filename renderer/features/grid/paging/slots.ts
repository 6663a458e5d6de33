import type { PageStart } from "../../../../shared/grid/model.ts";
import type { RowsPage } from "../../../../shared/rows/page.ts";

/** A page's place among the rows. `buffers` is null while the page is not held; `start` reads it again. */
export interface Slot {
  readonly start: PageStart;
  readonly rows: number;
  readonly buffers: readonly RowsPage[] | null;
}

/** Pages side by side, found by row. */
export class Slots {
  private slots: Slot[] = [];
  private starts: number[] = [];
  rowCount = 0;

  get length(): number {
    return this.slots.length;
  }

  at(index: number): Slot | undefined {
    return this.slots[index];
  }

  /** The row that a slot begins with. */
  startOf(index: number): number {
    return this.starts[index] ?? 0;
  }

  append(slot: Slot): void {
    this.slots.push(slot);
    this.index();
  }

  prepend(slot: Slot): void {
    this.slots.unshift(slot);
    this.index();
  }

  replace(index: number, slot: Slot): void {
    this.slots[index] = slot;
    this.index();
  }

  /** The slot that holds a row, or -1. */
  find(row: number): number {
    if (row < 0 || row >= this.rowCount) return -1;
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The first slot with rows of the range that is not held, or -1. */
  firstMissing(first: number, last: number): number {
    const from = this.find(Math.max(0, first));
    const to = this.find(Math.min(last, this.rowCount - 1));
    if (from < 0 || to < 0) return -1;
    for (let index = from; index <= to; index++) if (this.slots[index]?.buffers === null) return index;
    return -1;
  }

  /** Lets go of held pages, the farthest from the range first, until at most `maxRows` rows are held. */
  release(first: number, last: number, maxRows: number): void {
    const distance = (index: number) => {
      const start = this.startOf(index);
      const end = start + (this.slots[index]?.rows ?? 0) - 1;
      return start > last ? start - last : end < first ? first - end : 0;
    };
    const held = this.slots.flatMap(({ buffers }, index) => (buffers ? [index] : []));
    let rows = held.reduce((sum, index) => sum + (this.slots[index]?.rows ?? 0), 0);
    for (const index of held.sort((a, b) => distance(b) - distance(a))) {
      const slot = this.slots[index];
      if (rows <= maxRows || !slot || distance(index) === 0) return;
      rows -= slot.rows;
      this.slots[index] = { ...slot, buffers: null };
    }
  }

  private index(): void {
    let row = 0;
    this.starts = this.slots.map((slot) => {
      const start = row;
      row += slot.rows;
      return start;
    });
    this.rowCount = row;
  }
}
