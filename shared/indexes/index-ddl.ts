import type { FindingFix } from "../findings/model.ts";
import type { TableIndex } from "./model.ts";
import { readableIdentifier, readableName } from "./readable-name.ts";

/** What an index to be created consists of. `keys` are SQL: columns with DESC or operator class, or expressions. */
export interface IndexDraft {
  readonly schema: string;
  readonly table: string;
  readonly keys: readonly string[];
  /** Words for the name, usually the columns. */
  readonly nameParts: readonly string[];
  readonly method?: string;
  readonly predicate?: string;
}

const maxNameBytes = 63;

/** A name such as `runs_kind_created_at_idx`, at most 63 bytes of ASCII, and none of `taken`. */
export function indexName(table: string, parts: readonly string[], taken: readonly string[] = []): string {
  const words = [table, ...parts].map((part) => part.replace(/[^A-Za-z0-9_]+/g, "_").toLowerCase());
  const stem = words.join("_");
  for (let attempt = 0; ; attempt++) {
    const end = attempt === 0 ? "_idx" : `_idx${attempt}`;
    const name = stem.slice(0, maxNameBytes - end.length) + end;
    if (!taken.includes(name)) return name;
  }
}

/** CREATE INDEX CONCURRENTLY and, to go back, DROP INDEX CONCURRENTLY. Neither runs in a transaction. */
export function createIndexFix(draft: IndexDraft, taken: readonly string[] = []): FindingFix {
  const name = indexName(draft.table, draft.nameParts, taken);
  const using = draft.method === undefined ? "" : ` USING ${draft.method}`;
  const where = draft.predicate === undefined ? "" : `\n  WHERE ${draft.predicate}`;
  const on = readableName(draft.schema, draft.table);
  return {
    title: `Create index ${name}`,
    sql: `CREATE INDEX CONCURRENTLY ${readableIdentifier(name)}\n  ON ${on}${using} (${draft.keys.join(", ")})${where};`,
    downSql: `DROP INDEX CONCURRENTLY IF EXISTS ${readableName(draft.schema, name)};`,
    transactional: false,
  };
}

/** DROP INDEX CONCURRENTLY and, to go back, the index as the catalog prints it. */
export function dropIndexFix(index: TableIndex): FindingFix {
  return {
    title: `Drop index ${index.name}`,
    sql: `DROP INDEX CONCURRENTLY IF EXISTS ${readableName(index.schema, index.name)};`,
    downSql: `${index.definition.replace(/^CREATE (UNIQUE )?INDEX /, "CREATE $1INDEX CONCURRENTLY ")};`,
    transactional: false,
  };
}
