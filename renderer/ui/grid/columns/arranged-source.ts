import type {
  CellView,
  GridSourceColumn,
  RowDifference,
  RowIdentity,
  RowSnapshot,
  RowSource,
  RowState,
} from "../row-source.ts";

/** A source with its columns in the order of the screen, without those that are hidden. */
export class ArrangedSource<Base extends RowSource = RowSource> implements RowSource {
  readonly base: Base;
  readonly columns: readonly GridSourceColumn[];
  /** The id of each column. */
  readonly ids: readonly string[];
  private readonly places: readonly number[];

  /** `baseIds` are the ids of the base's columns; what of `shown` is not among them is left out. */
  constructor(base: Base, baseIds: readonly string[], shown: readonly string[]) {
    this.base = base;
    const placeOf = new Map(baseIds.map((id, index) => [id, index]));
    const known = shown.flatMap((id) => {
      const place = placeOf.get(id);
      const column = place === undefined ? undefined : base.columns[place];
      return place === undefined || !column ? [] : [{ id, place, column }];
    });
    this.ids = known.map(({ id }) => id);
    this.places = known.map(({ place }) => place);
    this.columns = known.map(({ column }) => column);
  }

  /** The base's place of a column; -1 when there is none. */
  baseColumn(column: number): number {
    return this.places[column] ?? -1;
  }

  getSnapshot(): RowSnapshot {
    return this.base.getSnapshot();
  }

  subscribe(listener: () => void): () => void {
    return this.base.subscribe(listener);
  }

  cell(row: number, column: number): CellView | undefined {
    return this.base.cell(row, this.baseColumn(column));
  }

  rowKey(row: number): unknown {
    return this.base.rowKey(row);
  }

  rowLabel(row: number): string {
    return this.base.rowLabel(row);
  }

  rowState(row: number): RowState | RowDifference | undefined {
    return this.base.rowState?.(row);
  }

  identityOf(row: number): RowIdentity | null {
    return this.base.identityOf?.(row) ?? null;
  }

  ensure(first: number, last: number): void {
    this.base.ensure(first, last);
  }

  load(first: number, last: number): Promise<void> {
    return this.base.load(first, last);
  }
}
