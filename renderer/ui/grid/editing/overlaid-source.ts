import type {
  CellView,
  GridSourceColumn,
  RowDifference,
  RowIdentity,
  RowSnapshot,
  RowSource,
  RowState,
} from "../row-source.ts";
import { type EditedRow, type GridOverlay, identityKey, type StagedCell, type StagedRow } from "./grid-editing.ts";

/** The rows of a source as they will be: rows to insert before the first, staged values in the place of stored ones. */
export class OverlaidSource implements RowSource {
  readonly base: RowSource;
  readonly overlay: GridOverlay;
  private readonly insertedCount: number;
  private last: { readonly from: RowSnapshot; readonly snapshot: RowSnapshot } | null = null;

  constructor(base: RowSource, overlay: GridOverlay) {
    this.base = base;
    this.overlay = overlay;
    this.insertedCount = overlay.inserted.length;
  }

  get columns(): readonly GridSourceColumn[] {
    return this.base.columns;
  }

  getSnapshot(): RowSnapshot {
    const from = this.base.getSnapshot();
    if (this.insertedCount === 0) return from;
    if (this.last?.from !== from) {
      const { rowCount, shift } = from;
      const snapshot = { ...from, rowCount: rowCount + this.insertedCount, shift: shift + this.insertedCount };
      this.last = { from, snapshot };
    }
    return this.last.snapshot;
  }

  subscribe(listener: () => void): () => void {
    return this.base.subscribe(listener);
  }

  /** The base's number of a row; negative for one that is to be inserted. */
  baseRow(row: number): number {
    return row - this.insertedCount;
  }

  cell(row: number, column: number): CellView | undefined {
    const name = this.columns[column]?.name;
    if (name === undefined) return undefined;
    const inserted = this.overlay.inserted[row];
    if (inserted) {
      const staged = inserted.cells.get(name);
      return staged ? viewOf(staged, undefined) : { text: null, isDefault: true };
    }
    const stored = this.base.cell(this.baseRow(row), column);
    const staged = this.stagedRow(row)?.cells.get(name);
    return staged ? viewOf(staged, staged.isConflict ? "conflict" : "changed") : stored;
  }

  /** What the server said; undefined for a row that is to be inserted. */
  storedCell(row: number, column: number): CellView | undefined {
    return row < this.insertedCount ? undefined : this.base.cell(this.baseRow(row), column);
  }

  rowKey(row: number): unknown {
    return this.overlay.inserted[row] ?? this.base.rowKey(this.baseRow(row));
  }

  rowLabel(row: number): string {
    return row < this.insertedCount ? "" : this.base.rowLabel(this.baseRow(row));
  }

  rowState(row: number): RowState | RowDifference | undefined {
    if (row < this.insertedCount) return "inserted";
    return this.stagedRow(row)?.state ?? this.base.rowState?.(this.baseRow(row));
  }

  identityOf(row: number): RowIdentity | null {
    return row < this.insertedCount ? null : (this.base.identityOf?.(this.baseRow(row)) ?? null);
  }

  /** How edits name the row; null when nothing does. */
  editedRow(row: number): EditedRow | null {
    const inserted = this.overlay.inserted[row];
    if (inserted) return { kind: "inserted", id: inserted.id };
    const identity = this.identityOf(row);
    return identity ? { kind: "row", key: identityKey(identity), identity } : null;
  }

  ensure(first: number, last: number): void {
    this.base.ensure(Math.max(0, this.baseRow(first)), Math.max(0, this.baseRow(last)));
  }

  load(first: number, last: number): Promise<void> {
    if (last < this.insertedCount) return Promise.resolve();
    return this.base.load(Math.max(0, this.baseRow(first)), this.baseRow(last));
  }

  private stagedRow(row: number): StagedRow | undefined {
    if (this.overlay.rows.size === 0) return undefined;
    const identity = this.identityOf(row);
    return identity ? this.overlay.rows.get(identityKey(identity)) : undefined;
  }
}

function viewOf({ value, problem }: StagedCell, state: CellView["state"]): CellView {
  const view = problem === undefined ? { state } : { state, problem };
  if (value.kind === "text") return { text: value.text, ...view };
  if (value.kind === "null") return { text: null, ...view };
  return { text: value.expression, isDefault: true, ...view };
}
