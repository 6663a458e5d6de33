/** One column of a result as the server described it. Names may repeat; position is the identity. */
export interface ResultColumn {
  readonly name: string;
  /** Oid of the type, and its name (`int4`, `timestamptz`, `_text` ...) where it is known. */
  readonly typeOid: number;
  readonly typeName: string;
  /** The table the column comes from, 0 when it is computed. */
  readonly tableOid: number;
  /** attnum in that table, 0 when it is computed. */
  readonly tableColumn: number;
  readonly typeModifier: number;
}

/** A NOTICE, WARNING ... that the server sent while the statement ran. */
export interface Notice {
  readonly severity: string;
  readonly sqlstate: string;
  readonly message: string;
  readonly detail?: string;
  readonly hint?: string;
}

/** How a statement ended. `rows` is what arrived; `command` the server's tag (`SELECT 5`, `CREATE INDEX`). */
export interface StatementEnd {
  readonly command: string;
  readonly rows: number;
  readonly durationMs: number;
  /** True when the row limit ended the reading although the server had more. */
  readonly isTruncated: boolean;
}
