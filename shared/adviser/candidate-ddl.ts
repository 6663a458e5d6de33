import { indexName } from "../indexes/index-ddl.ts";
import { readableIdentifier, readableName } from "../indexes/readable-name.ts";
import type { Candidate, TableFacts } from "./model.ts";

/** The statements of one index: as it is advised, as it is built on a branch, and as it is dropped again. */
export interface CandidateDdl {
  readonly name: string;
  /** CONCURRENTLY, except on a partitioned table, which does not take it. */
  readonly ddl: string;
  readonly downDdl: string;
  /** Nobody else uses the branch, so that it is built with a lock. */
  readonly buildSql: string;
  readonly dropSql: string;
}

/** Writes the statements of a candidate; the name is none of the table's indexes' and none of `taken`. */
export function candidateDdl(
  { draft }: Candidate,
  tables: readonly TableFacts[],
  taken: readonly string[] = [],
): CandidateDdl {
  const used = tables.flatMap(({ indexes }) => indexes.map(({ name }) => name));
  const name = indexName(draft.table, draft.nameParts, [...used, ...taken]);
  const isPartitioned = tables.some(
    ({ partitionOf }) => partitionOf?.schema === draft.schema && partitionOf.name === draft.table,
  );
  const using = draft.method === undefined ? "" : ` USING ${draft.method}`;
  const include = draft.include === undefined ? "" : ` INCLUDE (${draft.include.join(", ")})`;
  const where = draft.predicate === undefined ? "" : `\n  WHERE ${draft.predicate}`;
  const body = `${readableName(draft.schema, draft.table)}${using} (${draft.keys.join(", ")})${include}${where};`;
  const concurrently = isPartitioned ? "" : " CONCURRENTLY";
  const qualified = readableName(draft.schema, name);
  return {
    name,
    ddl: `CREATE INDEX${concurrently} ${readableIdentifier(name)}\n  ON ${body}`,
    downDdl: `DROP INDEX${concurrently} IF EXISTS ${qualified};`,
    buildSql: `CREATE INDEX ${readableIdentifier(name)} ON ${body}`,
    dropSql: `DROP INDEX IF EXISTS ${qualified}`,
  };
}
