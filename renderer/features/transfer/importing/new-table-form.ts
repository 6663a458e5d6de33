import { plainNameOf } from "../../../../shared/transfer/create-table.ts";
import type { ImportTarget, NewTable, TableProposal } from "../../../../shared/transfer/import-model.ts";

/** A column of the new table as it is edited. */
export interface NewColumn {
  readonly source: string;
  readonly isTaken: boolean;
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
  readonly reason: string;
}

/** The new table as it is edited; null columns: as they are proposed. */
export interface NewTableForm {
  readonly schema: string;
  /** Null: as the file is named. */
  readonly name: string | null;
  readonly columns: readonly NewColumn[] | null;
  readonly primaryKey: string | null;
}

/** A table's name from the path of a file. */
export function tableNameOf(path: string): string {
  const file = path.split(/[/\\]/).at(-1) ?? "";
  return plainNameOf(file.replace(/(\.[a-z]+)?(\.gz)?$/i, ""));
}

/** What is proposed, as the form begins. NOT NULL is left to the user: the next file may have other rows. */
export function proposedColumns({ columns }: TableProposal): readonly NewColumn[] {
  return columns.map(({ source, name, type, reason }) => ({
    source,
    isTaken: true,
    name,
    type,
    isNullable: true,
    reason,
  }));
}

/** The import that the form asks for; null while something is missing. */
export function targetOf(
  form: NewTableForm,
  path: string,
  columns: readonly NewColumn[],
): (Pick<ImportTarget, "schema" | "name" | "columns"> & { readonly newTable: NewTable }) | null {
  const name = form.name ?? tableNameOf(path);
  const taken = columns.flatMap((column, source) => (column.isTaken ? [{ ...column, source }] : []));
  const isWhole = taken.every((column) => column.name !== "" && column.type.trim() !== "");
  if (name === "" || taken.length === 0 || !isWhole) return null;
  const primaryKey = taken.some((column) => column.name === form.primaryKey) ? form.primaryKey : null;
  return {
    schema: form.schema,
    name,
    columns: taken.map((column) => ({ source: column.source, target: column.name })),
    newTable: {
      columns: taken.map((column) => ({ name: column.name, type: column.type, isNullable: column.isNullable })),
      primaryKey,
    },
  };
}
