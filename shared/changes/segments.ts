import type { ScriptStatement } from "./model.ts";

/** Statements that run together: in one transaction, or one alone outside of any. */
export interface Segment<Statement> {
  readonly isTransactional: boolean;
  readonly statements: readonly Statement[];
}

/** Cuts a script into segments in its own order: consecutive transactional statements together, each other one alone. */
export function segmentsOf<Statement extends Pick<ScriptStatement, "isTransactional">>(
  statements: readonly Statement[],
): readonly Segment<Statement>[] {
  const segments: { readonly isTransactional: boolean; readonly statements: Statement[] }[] = [];
  for (const statement of statements) {
    const last = segments.at(-1);
    if (last?.isTransactional && statement.isTransactional) last.statements.push(statement);
    else segments.push({ isTransactional: statement.isTransactional, statements: [statement] });
  }
  return segments;
}
