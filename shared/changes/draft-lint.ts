import type { Direction, MigrationClass, MigrationFinding, ScriptProblem } from "./model.ts";

/** Where a statement stands in its script: UTF-16 offsets, 1-based line. */
export interface StatementPlace {
  readonly direction: Direction;
  readonly statementIndex: number;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  /** `CREATE INDEX`, `ALTER TABLE` ... */
  readonly kind: string;
}

/** Whether the findings know the database; if not, why, and they hold for the text alone. */
export type LintedAgainst =
  | { readonly kind: "database"; readonly serverVersion: string }
  | { readonly kind: "textOnly"; readonly reason: string };

/** A draft as the lint sees it. Findings name their migration `draft`; their edits are of the script as it was given. */
export interface DraftLint {
  readonly class: MigrationClass;
  readonly findings: readonly MigrationFinding[];
  readonly problems: readonly ScriptProblem[];
  /** Of the statements that findings are about. */
  readonly places: readonly StatementPlace[];
  readonly against: LintedAgainst;
}
