import type { RehearsedStatement } from "../../../../shared/changes/model.ts";

/** How a statement runs, in words: `transaction 2`, or alone. The statements are those of one pass, in order. */
export function transactionLabels(statements: readonly RehearsedStatement[]): readonly string[] {
  let number = 0;
  return statements.map((statement, place) => {
    if (!statement.isTransactional) return "alone, outside a transaction";
    const before = statements[place - 1];
    if (!before?.isTransactional || before.migrationId !== statement.migrationId) number++;
    return `transaction ${number}`;
  });
}
