/** What a statement may cost, or what is missing from it. */
export interface Hazard {
  readonly code:
    | "dataLoss"
    | "rewrite"
    | "blocks"
    | "blocksWrites"
    | "commitAfter"
    | "ownTransaction"
    | "secret"
    | "incomplete";
  readonly message: string;
}

/** One statement of a script, without its semicolon. */
export interface ScriptStatement {
  readonly sql: string;
  /** False: it cannot run inside a transaction. */
  readonly transactional: boolean;
  /** What it does has to be committed before what follows, be it because that uses it or because its lock has to go. */
  readonly endsTransaction: boolean;
  readonly hazards: readonly Hazard[];
}

/**
 * In which form a script is: `plain` does each change by its one statement; `online` takes the longer way where Postgres
 * has one that does not keep others from a table while it is read or built.
 */
export const scriptForms = ["plain", "online"] as const;

/** See `scriptForms`. */
export type ScriptForm = (typeof scriptForms)[number];

/** Statements that run together: in one transaction, or one alone outside of any. */
export interface ScriptSegment {
  readonly isTransactional: boolean;
  readonly statements: readonly ScriptStatement[];
}

/** Cuts a script into segments, in its own order. */
export function cutSegments(statements: readonly ScriptStatement[]): readonly ScriptSegment[] {
  const segments: { readonly isTransactional: boolean; readonly statements: ScriptStatement[] }[] = [];
  let isOpen = false;
  for (const statement of statements) {
    const last = segments.at(-1);
    if (last && isOpen && statement.transactional) last.statements.push(statement);
    else segments.push({ isTransactional: statement.transactional, statements: [statement] });
    isOpen = statement.transactional && !statement.endsTransaction;
  }
  return segments;
}
