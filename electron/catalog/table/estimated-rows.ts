/** Until version 13 a table that was never analyzed has 0 rows on 0 pages; since then it has -1 rows. */
export const estimatedRowsSql = {
  before14: "CASE WHEN c.relpages = 0 AND c.reltuples = 0 THEN NULL ELSE c.reltuples::pg_catalog.int8 END",
  since14: "CASE WHEN c.reltuples < 0 THEN NULL ELSE c.reltuples::pg_catalog.int8 END",
} as const;
