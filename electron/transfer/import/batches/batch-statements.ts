import type { ImportJob } from "../import-job.ts";

/** Constraints that wait for the end of a transaction are checked at once, so that a row is refused and not the batch. */
export const beginBatch: readonly string[] = ["BEGIN", "SET CONSTRAINTS ALL IMMEDIATE"];
export const beginRows = "SAVEPOINT steward_rows";
export const keepRows = "RELEASE SAVEPOINT steward_rows";
export const undoRows = "ROLLBACK TO SAVEPOINT steward_rows";

type Statements = Pick<ImportJob, "create" | "before" | "copySql" | "after" | "batches">;

/** What an import sends, in order; in batches everything after the table's making comes again for each of them. */
export function statementsOf({ create, before, copySql, after, batches }: Statements): readonly string[] {
  if (!batches) return ["BEGIN", ...create, ...before, copySql, ...after, "COMMIT"];
  const make = create.length > 0 ? ["BEGIN", ...create, "COMMIT"] : [];
  return [...make, ...beginBatch, beginRows, ...before, copySql, ...after, keepRows, "COMMIT"];
}
