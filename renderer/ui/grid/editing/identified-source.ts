import type { CellView, GridSourceColumn, RowIdentity, RowSnapshot, RowSource } from "../row-source.ts";

/** A column that names rows, and its place among those of the source. */
export interface IdentityPlace {
  readonly column: string;
  readonly place: number;
}

/** The rows of a source, named by some of their own columns. */
export class IdentifiedSource implements RowSource {
  private readonly base: RowSource;
  private readonly identity: readonly IdentityPlace[];

  constructor(base: RowSource, identity: readonly IdentityPlace[]) {
    this.base = base;
    this.identity = identity;
  }

  get columns(): readonly GridSourceColumn[] {
    return this.base.columns;
  }

  getSnapshot(): RowSnapshot {
    return this.base.getSnapshot();
  }

  subscribe(listener: () => void): () => void {
    return this.base.subscribe(listener);
  }

  cell(row: number, column: number): CellView | undefined {
    return this.base.cell(row, column);
  }

  rowKey(row: number): unknown {
    return this.base.rowKey(row);
  }

  rowLabel(row: number): string {
    return this.base.rowLabel(row);
  }

  /** Null also where the key is not here whole. */
  identityOf(row: number): RowIdentity | null {
    const values = this.identity.map(({ column, place }) => ({ column, cell: this.base.cell(row, place) }));
    const isHere = values.every(({ cell }) => cell && cell.text !== null && cell.trueBytes === undefined);
    return isHere ? values.map(({ column, cell }) => ({ column, value: cell?.text ?? null })) : null;
  }

  ensure(first: number, last: number): void {
    this.base.ensure(first, last);
  }

  load(first: number, last: number): Promise<void> {
    return this.base.load(first, last);
  }
}
