import type { ResultColumn } from "../../../shared/rows/model.ts";

/** Type names that a session learned beside the built-in ones (enums, domains, citext, vector ...). */
export class TypeNames {
  private readonly names = new Map<number, string>();

  /** Columns with every known name filled in. */
  fill(columns: readonly ResultColumn[]): readonly ResultColumn[] {
    return columns.map((column) =>
      column.typeName === "" ? { ...column, typeName: this.names.get(column.typeOid) ?? "" } : column,
    );
  }

  /** Oids of `columns` that have no name yet. */
  unknown(columns: readonly ResultColumn[]): number[] {
    const oids = columns.filter((column) => column.typeName === "" && !this.names.has(column.typeOid));
    return [...new Set(oids.map((column) => column.typeOid))];
  }

  /** Keeps what pg_type said (`rows` of oid, name); an oid that is gone keeps its number as name. */
  learn(asked: readonly number[], rows: readonly (readonly (string | null)[])[]): void {
    for (const oid of asked) this.names.set(oid, `oid ${oid}`);
    for (const [oid, name] of rows) this.names.set(Number(oid), name ?? "");
  }
}
