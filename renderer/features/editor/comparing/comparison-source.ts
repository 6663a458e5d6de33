import type { AlignedColumn } from "../../../../shared/editor/comparing/align-columns.ts";
import type {
  ComparedRow,
  Comparison,
  RowStanding,
  RowVersion,
} from "../../../../shared/editor/comparing/compare-rows.ts";
import {
  type CellView,
  type GridSourceColumn,
  isNumericType,
  type RowDifference,
  type RowSnapshot,
  type RowSource,
} from "../../../ui/grid/row-source.ts";

/** Which rows of a comparison are shown. */
export type ShownStanding = RowStanding | "all";

/** Reads the cell of a result. */
export type ReadCell = (result: number, row: number, column: number) => CellView | undefined;

/** What a comparison is drawn from. */
export interface ComparisonView {
  readonly comparison: Comparison;
  readonly columns: readonly AlignedColumn[];
  readonly key: readonly number[];
  /** The results' names, as they stand on screen. */
  readonly names: readonly string[];
  readonly shown: ShownStanding;
}

interface Line {
  readonly row: ComparedRow;
  readonly version: RowVersion;
  /** Counted from 1; null on the lines below a row's first. */
  readonly number: number | null;
}

/** A comparison as rows of the grid: a line for each version of a row, and before its values where it is so. */
export class ComparisonSource implements RowSource {
  readonly columns: readonly GridSourceColumn[];
  private readonly lines: readonly Line[];
  private readonly view: ComparisonView;
  private readonly readCell: ReadCell;
  private readonly snapshot: RowSnapshot;

  constructor(view: ComparisonView, readCell: ReadCell) {
    this.view = view;
    this.readCell = readCell;
    this.columns = [
      { name: "In", typeLabel: "", baseType: "text", isNumeric: false },
      ...view.columns.map((column, index) => gridColumn(column, view.names, view.key.includes(index))),
    ];
    this.lines = view.comparison.rows.flatMap((row, index) =>
      view.shown === "all" || row.standing === view.shown
        ? row.versions.map((version, at) => ({ row, version, number: at === 0 ? index + 1 : null }))
        : [],
    );
    this.snapshot = {
      rowCount: this.lines.length,
      isEndKnown: true,
      version: 0,
      shift: 0,
      epoch: 0,
      anchor: "first",
      anchorRow: null,
      isLoading: false,
      error: null,
    };
  }

  getSnapshot(): RowSnapshot {
    return this.snapshot;
  }

  subscribe(): () => void {
    return () => {};
  }

  cell(row: number, column: number): CellView | undefined {
    const line = this.lines[row];
    if (!line) return undefined;
    if (column === 0) return { text: wherefrom(line, this.view.names) };
    const indexes = this.view.columns[column - 1]?.indexes ?? [];
    const result = line.version.results[0] ?? 0;
    const index = indexes[result] ?? null;
    if (index === null) return { text: "", isAbsent: true };
    const cell = this.readCell(result, line.version.row, index);
    return cell && line.row.differing.has(column - 1) ? { ...cell, state: "changed" } : cell;
  }

  rowKey(row: number): unknown {
    return this.lines[row];
  }

  rowLabel(row: number): string {
    return this.lines[row]?.number?.toString() ?? "";
  }

  rowState(row: number): RowDifference | undefined {
    const standing = this.lines[row]?.row.standing;
    return standing === "same" ? undefined : standing;
  }

  ensure(): void {}

  async load(): Promise<void> {}
}

function wherefrom({ row, version }: Line, names: readonly string[]): string {
  if (row.standing === "same") return "all";
  const own = version.results.map((result) => names[result] ?? "").join(", ");
  return row.standing === "missing" ? `only ${own}` : own;
}

function gridColumn({ name, typeNames, indexes }: AlignedColumn, names: readonly string[], isKey: boolean) {
  const lacking = names.filter((_, result) => indexes[result] === null);
  return {
    name,
    typeLabel: lacking.length > 0 ? `not in ${lacking.join(", ")}` : typeNames.join(" / "),
    baseType: typeNames[0] ?? "text",
    isNumeric: typeNames.every(isNumericType),
    isInPrimaryKey: isKey,
  };
}
