import type { ObjectName } from "../databases/model.ts";

/** A relation as somebody wrote it; a null schema is looked up in the search path. */
export interface AskedName {
  readonly schema: string | null;
  readonly name: string;
}

/** What can be named without knowing more: schemas, and relations with those of the search path first. */
export interface CompletionNames {
  readonly searchPath: readonly string[];
  readonly schemas: readonly string[];
  /** As `readRelations` reads them: of very many the server's own text travels fastest. */
  readonly relationsJson: string;
  /** There are more relations than are listed here: ask again with the text that is typed. */
  readonly isTruncated: boolean;
}

/** A relation that can be named. */
export interface RelationFact extends ObjectName {
  readonly kind: "table" | "view";
}

/** The relations out of the server's JSON: a list of [schema, name, "table" or "view"]. */
export function readRelations(json: string): readonly RelationFact[] {
  const rows: readonly [string, string, string][] = JSON.parse(json); // the server wrote it for our own statement
  return rows.map(([schema, name, kind]) => ({ schema, name, kind: kind === "view" ? "view" : "table" }));
}

/** A column as hover and completion show it. */
export interface ColumnFact {
  readonly name: string;
  readonly type: string;
  readonly comment: string | null;
  readonly isNullable: boolean;
  readonly defaultSql: string | null;
  readonly isPrimaryKey: boolean;
}

/** What is known of one relation; `asked` is the name as it was written. */
export interface RelationDetails {
  readonly asked: AskedName;
  readonly schema: string;
  readonly name: string;
  readonly kind: "table" | "view";
  readonly comment: string | null;
  /** As of the last VACUUM or ANALYZE; null when never. */
  readonly estimatedRows: number | null;
  /** Pages on disk times their size, without indexes. */
  readonly sizeBytes: number;
  readonly columns: readonly ColumnFact[];
}

/** A foreign key. The columns stand in pairs. */
export interface ForeignKeyFact {
  readonly from: ObjectName;
  readonly columns: readonly string[];
  readonly to: ObjectName;
  readonly toColumns: readonly string[];
}

/** A function, aggregate or procedure with one of its signatures. */
export interface FunctionFact {
  readonly schema: string;
  readonly name: string;
  /** Names and types of the arguments with their defaults. */
  readonly arguments: string;
  readonly result: string;
  readonly kind: "function" | "aggregate" | "window" | "procedure";
  readonly isSetReturning: boolean;
  readonly comment: string | null;
}
