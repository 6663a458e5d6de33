import type { Source } from "./query-model.ts";

/** What may stand at a cursor. */
export type Expectation =
  | { readonly kind: "nothing" | "statement" | "type" | "schema" | "routine" }
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "relation"; readonly isJoin: boolean }
  /** Behind ON: `right` is what is joined, `left` what stands before it. */
  | { readonly kind: "joinCondition" | "joinColumns"; readonly right: Source; readonly left: readonly Source[] }
  | { readonly kind: "value"; readonly clause: string }
  | { readonly kind: "behindValue"; readonly clause: string }
  /** Columns of one relation, except those that stand there already. */
  | { readonly kind: "columnsOf"; readonly source: Source; readonly given: readonly string[] }
  | { readonly kind: "insertBody"; readonly target: Source }
  /** The cursor is right behind a `*` that stands for columns; `start` is where it, or its qualifier, begins. */
  | { readonly kind: "star"; readonly of: string | null; readonly start: number };
