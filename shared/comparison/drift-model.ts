import type { SchemaComparison } from "./schema-model.ts";

/** Which migrations a database was held against. */
export interface DriftBase {
  readonly folder: string;
  /** Ids of those that its history says are applied, in their order. */
  readonly applied: readonly string[];
  readonly pending: readonly string[];
  /** What is to know beside: a file that was changed after it was applied, a history that is not there. */
  readonly notes: readonly string[];
}

/** How a database differs from what its applied migrations make. */
export interface DriftReport {
  readonly base: DriftBase;
  /** From the migrations to the database: what was changed beside them, as a script that makes it a migration. */
  readonly adopt: SchemaComparison;
  /** From the database to the migrations: the script that takes it back. */
  readonly revert: SchemaComparison;
}

/** Whether there is anything that the migrations do not make. */
export function hasDrift({ adopt }: DriftReport): boolean {
  return !adopt.isIdentical;
}
