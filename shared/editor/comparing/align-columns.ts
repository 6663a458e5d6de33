import type { ResultColumn } from "../../rows/model.ts";

/** What one target answered, as far as it was read. Cells are the server's text, null for NULL. */
export interface ComparedResult {
  readonly columns: readonly Pick<ResultColumn, "name" | "typeName">[];
  readonly rowCount: number;
  cell(row: number, column: number): string | null;
  /** Bytes of the value on the server where `cell` is only its beginning. */
  trueBytes(row: number, column: number): number | undefined;
}

/** A column of the comparison: where each result has it, null where it does not. */
export interface AlignedColumn {
  readonly name: string;
  readonly indexes: readonly (number | null)[];
  /** The types' names, once each, in the order of the results. */
  readonly typeNames: readonly string[];
}

/**
 * Columns of several results side by side: the same name, and among columns of one name the same turn, is the same column.
 * In the order of the first result; what only later ones have comes behind.
 */
export function alignColumns(results: readonly Pick<ComparedResult, "columns">[]): readonly AlignedColumn[] {
  const aligned = new Map<string, { name: string; indexes: (number | null)[]; typeNames: Set<string> }>();
  for (const [at, { columns }] of results.entries()) {
    const turns = new Map<string, number>();
    for (const [index, { name, typeName }] of columns.entries()) {
      const turn = turns.get(name) ?? 0;
      turns.set(name, turn + 1);
      const key = JSON.stringify([name, turn]);
      const column = aligned.get(key) ?? { name, indexes: results.map(() => null), typeNames: new Set<string>() };
      column.indexes[at] = index;
      column.typeNames.add(typeName);
      aligned.set(key, column);
    }
  }
  return [...aligned.values()].map(({ typeNames, ...column }) => ({ ...column, typeNames: [...typeNames] }));
}
