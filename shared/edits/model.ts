/** A value to store. `default` is the column's DEFAULT, whatever it is when the row is written. */
export type EditValue =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "null" }
  | { readonly kind: "default" };

/** A column with the server's own text of its value. */
export interface ColumnText {
  readonly column: string;
  readonly value: string | null;
}

/**
 * One staged change of one row. `identity` names the row as the grid does (key columns, or `tableoid` and `ctid` where nothing
 * else does). `old` is what was on screen when it was staged: a row that has become another is not touched.
 */
export type RowChange =
  | {
      readonly kind: "update";
      readonly identity: readonly ColumnText[];
      readonly old: readonly ColumnText[];
      readonly set: readonly { readonly column: string; readonly value: EditValue }[];
    }
  | { readonly kind: "delete"; readonly identity: readonly ColumnText[]; readonly old: readonly ColumnText[] }
  | { readonly kind: "insert"; readonly values: readonly { readonly column: string; readonly value: EditValue }[] };

/** A column as far as editing needs to know it. */
export interface EditableColumn {
  readonly name: string;
  /** As `format_type` prints it. */
  readonly type: string;
  /** The type's own name, domains resolved: `bool`, `jsonb`, `_text` ... */
  readonly baseType: string;
  /** Labels of an enum, in their order; null for every other type. */
  readonly labels: readonly string[] | null;
  readonly isNotNull: boolean;
  /** The DEFAULT as Postgres prints it, an identity column's included; null for none. */
  readonly defaultExpression: string | null;
  /** Computed by the server: nothing can be stored. */
  readonly isGenerated: boolean;
  /** GENERATED ALWAYS AS IDENTITY: only a DEFAULT can be stored. */
  readonly isIdentityAlways: boolean;
  readonly mayInsert: boolean;
  readonly mayUpdate: boolean;
}

/** What may be done to the rows of a table or view. */
export interface EditableTable {
  readonly columns: readonly EditableColumn[];
  readonly mayInsert: boolean;
  readonly mayUpdate: boolean;
  readonly mayDelete: boolean;
  /** Why nothing may be written on this connection; null when it may. */
  readonly readOnlyReason: string | null;
}

/** Why a staged change does not fit the row that is there now. */
export interface EditConflict {
  /** Index of the change in the request. */
  readonly change: number;
  /** `changed`: somebody stored other values. `gone`: nothing has this key. `ambiguous`: several rows have it. */
  readonly reason: "changed" | "gone" | "ambiguous";
  /** What the row has now, of the columns in `old`; empty unless `changed`. */
  readonly theirs: readonly ColumnText[];
}

/** A stored value that is not the one that was sent: a trigger or rule changed it. */
export interface AlteredValue {
  readonly change: number;
  readonly column: string;
  readonly sent: string | null;
  readonly stored: string | null;
}

/**
 * Whether a column's type takes a text. `fits` with the server's own text of the value, which may be cut where it is long;
 * `unknown` when so many others were refused that it was not asked for.
 */
export type ValueVerdict =
  | { readonly kind: "fits"; readonly stored: string }
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "unknown" };

/**
 * Whether the rows of a query's result are those of one table, so that they can be edited there. `identity` names the columns
 * of its key with their places in the result (from 0). `table.columns` are those that stand in the result under their own
 * names, once; rows cannot be added.
 */
export type ResultTable =
  | {
      readonly kind: "editable";
      readonly schema: string;
      readonly name: string;
      readonly identity: readonly { readonly column: string; readonly place: number }[];
      readonly table: EditableTable;
    }
  | { readonly kind: "fixed"; readonly reason: string };
