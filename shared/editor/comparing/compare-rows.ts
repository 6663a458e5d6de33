import type { AlignedColumn, ComparedResult } from "./align-columns.ts";

/** How a row stands in the results: equal in all, with other values somewhere, or equal where it is but not in all. */
export type RowStanding = "same" | "differs" | "missing";

/** Results that have a row with the same values. */
export interface RowVersion {
  /** Indexes of the results. */
  readonly results: readonly number[];
  /** The row in the first of them. */
  readonly row: number;
}

/** One row of the comparison. */
export interface ComparedRow {
  readonly standing: RowStanding;
  readonly versions: readonly RowVersion[];
  /** Results that do not have it. */
  readonly absentFrom: readonly number[];
  /** Columns whose values differ between its versions; a column that a result does not have at all is no difference. */
  readonly differing: ReadonlySet<number>;
}

/** Rows of several results, matched and counted. */
export interface Comparison {
  readonly rows: readonly ComparedRow[];
  readonly counts: Readonly<Record<RowStanding, number>>;
  /** Rows that one result has and no other, by result. */
  readonly onlyIn: readonly number[];
  /** Results in which the key repeats or is NULL: there rows of one key were matched in their order. */
  readonly unclearKeys: readonly number[];
  /** Values of which only beginnings and lengths were here to be compared. */
  readonly cutValues: number;
}

/** Whether two cells are the same; results, rows and columns by their numbers. */
export type IsSameCell = (
  leftResult: number,
  leftRow: number,
  leftColumn: number,
  rightResult: number,
  rightRow: number,
  rightColumn: number,
) => boolean;

/** A row and where each result has it (-1: nowhere), in a chain so that others can be put behind it. */
interface Link {
  readonly at: Int32Array;
  next: Link | null;
}

/**
 * Compares results row by row. `key` are columns that name a row; without any, the first row is compared with the first,
 * and so on. Rows keep the order of the first result; a row that it lacks stands behind the row that it follows elsewhere.
 * Takes time in proportion to the cells. Values are compared as the server's text, by `isSameCell` where the caller has a
 * faster way than reading both.
 */
export function compareRows(
  results: readonly ComparedResult[],
  columns: readonly AlignedColumn[],
  key: readonly number[],
  isSameCell: IsSameCell = byText(results),
): Comparison {
  const { head, unclearKeys } = matchRows(results, columns, key);
  const counts = { same: 0, differs: 0, missing: 0 };
  const onlyIn = results.map(() => 0);
  const rows: ComparedRow[] = [];
  const cut = { values: 0 };
  for (let link = head.next; link; link = link.next) {
    const row = describeRow(results, columns, link.at, cut, isSameCell);
    counts[row.standing] += 1;
    const [first] = row.versions;
    const only = first?.results[0];
    if (row.absentFrom.length === results.length - 1 && only !== undefined) onlyIn[only] = (onlyIn[only] ?? 0) + 1;
    rows.push(row);
  }
  return { rows, counts, onlyIn, unclearKeys, cutValues: cut.values };
}

function matchRows(results: readonly ComparedResult[], columns: readonly AlignedColumn[], key: readonly number[]) {
  const head: Link = { at: new Int32Array(0), next: null };
  const known = new Map<string, Link>();
  const unclearKeys: number[] = [];
  for (const [at, result] of results.entries()) {
    const turns = new Map<string, number>();
    let before = head;
    let isUnclear = false;
    for (let row = 0; row < result.rowCount; row++) {
      const values = key.map((column) => cellOf(result, columns, at, row, column) ?? null);
      const name = key.length === 0 ? String(row) : JSON.stringify(values);
      const turn = turns.get(name) ?? 0;
      turns.set(name, turn + 1);
      if (turn > 0 || values.includes(null)) isUnclear = true;
      const id = `${turn} ${name}`;
      let link = known.get(id);
      if (!link) {
        link = { at: new Int32Array(results.length).fill(-1), next: before.next };
        before.next = link;
        known.set(id, link);
      }
      link.at[at] = row;
      before = link;
    }
    if (isUnclear) unclearKeys.push(at);
  }
  return { head, unclearKeys };
}

function describeRow(
  results: readonly ComparedResult[],
  columns: readonly AlignedColumn[],
  at: Int32Array,
  cut: { values: number },
  isSameCell: IsSameCell,
): ComparedRow {
  const versions: { results: number[]; row: number }[] = [];
  const absentFrom: number[] = [];
  const differing = new Set<number>();
  for (const [index] of results.entries()) {
    const row = at[index] ?? -1;
    if (row < 0) {
      absentFrom.push(index);
      continue;
    }
    let same: { results: number[] } | undefined;
    for (const version of versions) {
      const left = { result: version.results[0] ?? 0, row: version.row };
      const others = differingColumns(results, columns, left, { result: index, row }, cut, isSameCell);
      if (others.length === 0) same ??= version;
      for (const column of others) differing.add(column);
    }
    if (same) same.results.push(index);
    else versions.push({ results: [index], row });
  }
  const standing = versions.length > 1 ? "differs" : absentFrom.length > 0 ? "missing" : "same";
  return { standing, versions, absentFrom, differing };
}

interface RowPlace {
  readonly result: number;
  readonly row: number;
}

function differingColumns(
  results: readonly ComparedResult[],
  columns: readonly AlignedColumn[],
  left: RowPlace,
  right: RowPlace,
  cut: { values: number },
  isSameCell: IsSameCell,
): readonly number[] {
  const found: number[] = [];
  for (const [column, { indexes }] of columns.entries()) {
    const leftIndex = indexes[left.result] ?? null;
    const rightIndex = indexes[right.result] ?? null;
    if (leftIndex === null || rightIndex === null) continue;
    if (!isSameCell(left.result, left.row, leftIndex, right.result, right.row, rightIndex)) found.push(column);
    else if (results[left.result]?.trueBytes(left.row, leftIndex) !== undefined) cut.values += 1;
  }
  return found;
}

function byText(results: readonly ComparedResult[]): IsSameCell {
  return (leftResult, leftRow, leftColumn, rightResult, rightRow, rightColumn) => {
    const [left, right] = [results[leftResult], results[rightResult]];
    if (!left || !right) return left === right;
    return (
      left.cell(leftRow, leftColumn) === right.cell(rightRow, rightColumn) &&
      left.trueBytes(leftRow, leftColumn) === right.trueBytes(rightRow, rightColumn)
    );
  };
}

/** Undefined where the result has no such column. */
function cellOf(
  result: ComparedResult,
  columns: readonly AlignedColumn[],
  at: number,
  row: number,
  column: number,
): string | null | undefined {
  const index = columns[column]?.indexes[at] ?? null;
  return index === null ? undefined : result.cell(row, index);
}
