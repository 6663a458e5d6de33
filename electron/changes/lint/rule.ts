import type { Direction, MigrationClass } from "../../../shared/changes/model.ts";
import type { FindingFix, Severity } from "../../../shared/findings/model.ts";
import type { PreparedStatement } from "../script/prepare-script.ts";

/** A script under lint. */
export interface LintScript {
  readonly direction: Direction;
  readonly statements: readonly PreparedStatement[];
  /** Whether the migration has a down script. */
  readonly hasDown: boolean;
  /**
   * Whether the script itself makes the relation before this statement: it is empty then, and nobody waits for it.
   * Names as the script writes them: `schema.name` or `name`.
   */
  isNew(relation: string, before: number): boolean;
}

/** What a rule found in a script. */
export interface RuleHit {
  /** 0-based; null when it is about the whole script. */
  readonly statementIndex: number | null;
  readonly subject: string;
  readonly message: string;
  readonly fix?: FindingFix;
  /** Where they differ from the rule's own. */
  readonly class?: MigrationClass;
  readonly severity?: Severity;
  readonly evidence?: Readonly<Record<string, string | number | boolean | null>>;
}

/** One rule: its code, what kind of harm it is about, and how it is found. */
export interface LintRule {
  readonly code: string;
  /** The same rule in other linters. */
  readonly alias: string | null;
  readonly class: MigrationClass;
  readonly severity: Severity;
  /** Lock mode without `Lock`, null where no lock is the point. */
  readonly lock: string | null;
  readonly directions: readonly Direction[];
  check(script: LintScript): readonly RuleHit[];
}
