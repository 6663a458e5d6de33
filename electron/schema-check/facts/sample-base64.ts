import type { Reading } from "../../../shared/catalog/reading.ts";
import type { Base64Sample, CheckedTable } from "../../../shared/schema-check/model.ts";
import { quoteIdentifier, quoteName } from "../../../shared/sql/quote.ts";
import { readPart } from "../../catalog/reading.ts";
import type { ReadSession } from "../../postgres/session.ts";

const sampledRows = 200;
/** A value that takes more on disk would cost more to look into than the answer is worth. */
const longestBytes = 1_000_000;

/**
 * How many of a table's first rows hold files as base64 in its JSON columns. Reads at most 200 rows and
 * no value over 1 MB, and gives counts only: no value leaves the server. Null without such columns.
 */
export async function sampleBase64(
  session: ReadSession,
  table: CheckedTable,
): Promise<Reading<readonly Base64Sample[]> | null> {
  const columns = table.columns.filter(
    ({ typeName, typeSchema }) => typeSchema === "pg_catalog" && /^jsonb?$/.test(typeName),
  );
  if (columns.length === 0 || table.sizeBytes === 0) return null;
  // pg_column_size does not read a value that is stored out of line.
  const counts = columns.map(({ name }) => {
    const value = `s.${quoteIdentifier(name)}`;
    return `pg_catalog.count(*) FILTER (WHERE CASE
        WHEN pg_catalog.pg_column_size(${value}) <= ${longestBytes}
        THEN ${value}::pg_catalog.text ~ 'data:[a-z]+/[-+.a-z0-9]+;base64,[A-Za-z0-9+/]{200}|([A-Za-z0-9+/]{250}){8}' END)`;
  });
  const sql = `
    SELECT pg_catalog.count(*), ${counts.join(", ")}
      FROM (SELECT ${columns.map(({ name }) => quoteIdentifier(name)).join(", ")}
              FROM ${quoteName(table)} LIMIT ${sampledRows}) s`;
  return await readPart(session, async () => {
    const [total, ...found] = (await session.query(sql)).rows[0] ?? [];
    return columns.map(({ name }, place) => ({
      column: name,
      sampledRows: Number(total),
      rowsWithBase64: Number(found[place]),
    }));
  });
}
