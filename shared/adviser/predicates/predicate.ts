/** One side of a comparison that an index could hold: a column, or an expression over the table's own columns. */
export interface PredicateKey {
  /** The unquoted column; null for an expression. */
  readonly column: string | null;
  /** The SQL of the expression without table names, in no parentheses of its own; the readable name for a column. */
  readonly sql: string;
  /** The only column inside a plain cast: `(id)::text` has `id`. */
  readonly castOf: string | null;
  /** A cast to text was taken off, which changes nothing for a column of text: the expression as it was. */
  readonly relabelled: string | null;
  /** All columns inside. */
  readonly columns: readonly string[];
}

/** What one AND-ed part of a scan's conditions says. `value` is the text of the other side. */
export type Predicate =
  | {
      readonly kind: "equality";
      readonly key: PredicateKey;
      readonly isList: boolean;
      readonly isJoin: boolean;
      readonly value: string;
    }
  | { readonly kind: "range"; readonly key: PredicateKey; readonly isJoin: boolean; readonly value: string }
  | { readonly kind: "isNull"; readonly key: PredicateKey; readonly isNot: boolean }
  | { readonly kind: "boolean"; readonly key: PredicateKey; readonly isTrue: boolean }
  /** Any other operator with the key on its left: `@>`, `~~`, `&&`, `<->` ... */
  | { readonly kind: "operator"; readonly key: PredicateKey; readonly operator: string; readonly value: string }
  | { readonly kind: "notEqual"; readonly key: PredicateKey }
  | { readonly kind: "either"; readonly sides: readonly (readonly Predicate[])[] }
  | { readonly kind: "other"; readonly text: string };
