import type { QueryCondition, QueryShape } from "./text/query-shape.ts";

/** An index as far as rules look at it. */
export interface QueriedIndex {
  readonly method: string;
  /** Key columns; null for an expression. */
  readonly columns: readonly (string | null)[];
  /** As the server prints it. */
  readonly definition: string;
  readonly isPartial: boolean;
}

/** A table that a statement reads, from the catalog. */
export interface QueriedTable {
  readonly schema: string;
  readonly name: string;
  /** Found without its schema. */
  readonly isVisible: boolean;
  /** The planner's estimate; null when it was never analyzed. */
  readonly estimatedRows: number | null;
  readonly isPartitioned: boolean;
  /** Types by column, as `format_type` prints them. */
  readonly columns: Readonly<Record<string, string>>;
  /** Columns of primary keys, unique and foreign keys. */
  readonly keys: readonly (readonly string[])[];
  readonly indexes: readonly QueriedIndex[];
}

/** The table and the type of a condition's column; null where it cannot be told for sure which table is meant. */
export function tableOf(
  condition: QueryCondition,
  shape: QueryShape,
  tables: readonly QueriedTable[],
): { readonly table: QueriedTable; readonly type: string } | null {
  const meant = shape.relations.filter(({ alias }) => condition.qualifier === null || alias === condition.qualifier);
  const found = meant.flatMap(({ schema, name }) => {
    const named = tables.filter((table) => table.name === name && (schema === null || table.schema === schema));
    const table = named.find(({ isVisible }) => isVisible) ?? (named.length === 1 ? named[0] : undefined);
    const type = table?.columns[condition.column];
    return table && type !== undefined ? [{ table, type }] : [];
  });
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Whether an index of the table begins with the column itself. */
export function leadsIndex(table: QueriedTable, column: string): boolean {
  return table.indexes.some(({ columns, isPartial }) => columns[0] === column && !isPartial);
}
