import type { FindingFix } from "../../findings/model.ts";
import { createIndexFix, type IndexDraft } from "../../indexes/index-ddl.ts";
import type { CheckedTable } from "../model.ts";

/** An index for a table, built beside running writes; of a partitioned table Postgres cannot do that. */
export function createIndex(table: CheckedTable, draft: Omit<IndexDraft, "schema" | "table">): FindingFix {
  const taken = table.indexes.map(({ name }) => name);
  const fix = createIndexFix({ ...draft, schema: table.schema, table: table.name }, taken);
  if (!table.isPartitioned) return fix;
  const plain = (sql: string) => sql.replace(/^(CREATE|DROP) INDEX CONCURRENTLY/, "$1 INDEX");
  return { ...fix, sql: plain(fix.sql), downSql: plain(fix.downSql ?? ""), transactional: true };
}
