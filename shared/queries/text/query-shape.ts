/** A table or view that a statement reads, as its text names it. `schema` is null where the search path decides. */
export interface ReadRelation {
  readonly schema: string | null;
  readonly name: string;
  readonly alias: string;
}

/** One condition of WHERE or ON that has to hold (not one of an OR): a column, perhaps wrapped, against something else. */
export interface QueryCondition {
  /** The alias before the column; null without one. */
  readonly qualifier: string | null;
  readonly column: string;
  /** The operator: "=", "~~" for LIKE, "@>" ...; "= ANY" for IN and ANY. */
  readonly operator: string;
  /** What stands around the column: a function, or a cast to a type. */
  readonly wrap: { readonly kind: "function" | "cast"; readonly name: string } | null;
  /** The type that the other side is cast to; null without a cast. */
  readonly otherCast: string | null;
  readonly other: "parameter" | "column" | "expression";
}

/** What a read or write is made of, as far as rules look at it. Only the outermost level; WITH and subqueries are not looked into. */
export interface QueryShape {
  readonly relations: readonly ReadRelation[];
  readonly conditions: readonly QueryCondition[];
}
