import type { comparisonContract } from "../../shared/comparison/contract.ts";
import type { Handlers } from "../ipc/handlers.ts";
import type { Databases } from "../postgres/databases.ts";
import { compareTables, listTables } from "./rows/compare-tables.ts";
import { compareDatabases } from "./schema/compare-databases.ts";

/** What the handlers need. */
export interface ComparisonDependencies {
  readonly databases: Databases;
}

/** Answers the requests that compare two databases. */
export function createComparisonHandlers({ databases }: ComparisonDependencies): Handlers<typeof comparisonContract> {
  return {
    "comparison.schemas": (input, context) => compareDatabases(databases, input, context),
    "comparison.tables": (input, { signal }) => listTables(databases, input, signal),
    "comparison.rows": (input, context) => compareTables(databases, input, context),
  };
}
