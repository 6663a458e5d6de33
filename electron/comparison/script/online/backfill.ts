import { quoteIdentifier, quoteLiteral } from "../../../../shared/sql/quote.ts";

/** Pages of the table that one transaction changes: about a thousand rows a megabyte, four megabytes. */
const pagesPerStep = 512;

/**
 * Gives a column its default where it is still NULL, some pages at a time, each in a transaction of its own. It walks the
 * table again until a walk finds nothing: rows that others change meanwhile move. `table` is SQL.
 */
export function backfillSql(table: string, column: string): string {
  const name = quoteIdentifier(column);
  return `DO $backfill$
DECLARE
  page bigint;
  changed bigint;
  found bigint;
BEGIN
  LOOP
    page := 0;
    found := 0;
    WHILE page <= pg_catalog.pg_relation_size(${quoteLiteral(table).trim()}::pg_catalog.regclass) / pg_catalog.current_setting('block_size')::bigint LOOP
      UPDATE ONLY ${table} SET ${name} = DEFAULT
       WHERE ctid >= pg_catalog.format('(%s,0)', page)::pg_catalog.tid
         AND ctid < pg_catalog.format('(%s,0)', page + ${pagesPerStep})::pg_catalog.tid
         AND ${name} IS NULL;
      GET DIAGNOSTICS changed = ROW_COUNT;
      found := found + changed;
      page := page + ${pagesPerStep};
      COMMIT;
    END LOOP;
    EXIT WHEN found = 0;
  END LOOP;
END
$backfill$`;
}
