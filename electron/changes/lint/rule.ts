import type { Direction, MigrationClass } from "../../../shared/changes/model.ts";
import type { TextEdit } from "../../../shared/changes/text-edits.ts";
import type { Severity } from "../../../shared/findings/model.ts";
import type { PreparedStatement } from "../script/prepare-script.ts";
import type { LintCatalog } from "./catalog/lint-catalog.ts";
import type { WrittenParts } from "./reading/written-parts.ts";

/** A server's version; `minor` is null where only the major one is known. */
export interface LintVersion {
  readonly major: number;
  readonly minor: number | null;
}

/** A script under lint. */
export interface LintScript {
  readonly direction: Direction;
  readonly text: string;
  readonly statements: readonly PreparedStatement[];
  /** Whether the migration has a down script. */
  readonly hasDown: boolean;
  /** `steward` makes transactions and limits itself; another runner sends the script as it is. */
  readonly runner: LintRunner;
  /** Null: it has to hold for every version that Steward supports. */
  readonly version: LintVersion | null;
  /** What the database says of what the script names; null without one. */
  readonly catalog: LintCatalog | null;
  /** Columns, constraints and actions on tables that it writes. */
  readonly written: WrittenParts;
  /**
   * Whether the script itself makes the relation before this statement: it is empty then, and nobody waits for it.
   * Names as the script writes them: `schema.name` or `name`.
   */
  isNew(relation: string, before: number): boolean;
  /** UTF-16 offset in `text` of a place in a parse tree, which counts UTF-8 bytes. */
  offsetOf(location: number): number;
}

/** Who runs the script. */
export type LintRunner = "steward" | "other";

/** A remedy as edits of the script. */
export interface RuleFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  readonly downSql?: string;
  /** False when a statement of it runs alone. */
  readonly transactional: boolean;
}

/** What a statement does with the rows of its table. `build` makes an index of them. */
export type RuleCost = "rewrite" | "scan" | "build" | "metadata";

/** What a rule found in a script. */
export interface RuleHit {
  /** 0-based; null when it is about the whole script. */
  readonly statementIndex: number | null;
  readonly subject: string;
  readonly message: string;
  /**
   * The relation whose users are hurt, as the script names it. There is no finding where the script itself makes it, or
   * where the rule's cost grows with rows and the database has none of them.
   */
  readonly relation?: string;
  readonly fix?: RuleFix | null;
  /** Where they differ from the rule's own. */
  readonly class?: MigrationClass;
  readonly severity?: Severity;
  readonly lock?: string | null;
  readonly cost?: RuleCost | null;
  readonly evidence?: Readonly<Record<string, string | number | boolean | null>>;
}

/** One rule: its code, what kind of harm it is about, and how it is found. */
export interface LintRule {
  readonly code: string;
  /** The same rule in squawk. */
  readonly aliases: readonly string[];
  readonly class: MigrationClass;
  readonly severity: Severity;
  /** Lock mode without `Lock`, null where no lock is the point. */
  readonly lock: string | null;
  /** Null where the rows are not the point. */
  readonly cost: RuleCost | null;
  readonly directions: readonly Direction[];
  /** Only for scripts that another runner sends; Steward's own limits and transactions answer it. */
  readonly isForOtherRunners?: boolean;
  /** A rule of the house: runs only where it is asked for by its code. */
  readonly isOptional?: boolean;
  check(script: LintScript): readonly RuleHit[];
}
