import type { CatalogForeignKey, Reading } from "../../../../shared/catalog/model.ts";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import { tableTabId } from "../../../state/tabs.ts";
import type { TabFilter, TableTab } from "../../../state/workspace.ts";

/** A way from one row to rows of another table (or the same). */
export interface RowLink {
  readonly id: string;
  readonly schema: string;
  readonly table: string;
  readonly filters: readonly TabFilter[];
  /** The columns of this row that the link goes by. */
  readonly columns: readonly string[];
}

type TextOf = (column: string) => string | null | undefined;

/** Rows that this row refers to. A key with a NULL (or a value that is not here) refers to nothing. */
export function referencedRows(keys: Reading<readonly CatalogForeignKey[]> | undefined, textOf: TextOf): RowLink[] {
  return readable(keys).flatMap((key) =>
    linkOf(key, key.referencedSchema, key.referencedTable, key.columns, key.referencedColumns, textOf),
  );
}

/** Rows that refer to this row. */
export function referringRows(keys: Reading<readonly CatalogForeignKey[]> | undefined, textOf: TextOf): RowLink[] {
  return readable(keys).flatMap((key) =>
    linkOf(key, key.schema, key.table, key.referencedColumns, key.columns, textOf),
  );
}

/** The link that a cell of `column` goes by: a key of that column alone before one of several. */
export function linkByColumn(links: readonly RowLink[], column: string): RowLink | undefined {
  return links
    .filter(({ columns }) => columns.includes(column))
    .sort((left, right) => left.columns.length - right.columns.length)[0];
}

/** The preview tab that shows the rows of a link. */
export function tabOfLink(ref: DatabaseRef, { schema, table, filters }: RowLink): TableTab {
  const id = tableTabId(ref, schema, table, filters);
  return { kind: "table", id, ref, schema, name: table, view: "rows", isPreview: true, filters };
}

function readable(keys: Reading<readonly CatalogForeignKey[]> | undefined): readonly CatalogForeignKey[] {
  return keys?.state === "readable" ? keys.value : [];
}

function linkOf(
  key: CatalogForeignKey,
  schema: string,
  table: string,
  own: readonly string[],
  theirs: readonly string[],
  textOf: TextOf,
): RowLink[] {
  const filters = theirs.map((column, index) => ({ column, value: textOf(own[index] ?? "") }));
  const known = filters.filter((filter): filter is TabFilter => typeof filter.value === "string");
  if (known.length !== filters.length || filters.length === 0) return [];
  return [{ id: `${key.schema}.${key.table}.${key.name}`, schema, table, filters: known, columns: own }];
}
