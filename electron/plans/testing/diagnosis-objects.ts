/** Objects that the cases need beyond the corpus. */
export const diagnosisSchema: readonly string[] = [
  `CREATE FUNCTION nap() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.001); RETURN NULL; END'`,
  `CREATE FUNCTION heavy(n int) RETURNS bigint LANGUAGE plpgsql
     AS 'BEGIN RETURN (SELECT count(*) FROM generate_series(1, 500 + n)); END'`,
  "CREATE TABLE pairs AS SELECT n % 100 AS a, n % 100 AS b FROM generate_series(1, 200000) n",
  "CREATE TABLE owing WITH (autovacuum_enabled = off) AS SELECT n FROM generate_series(1, 20000) n",
];

/** For whoever administers the server: a table that is the output of a program. */
export const diagnosisForeignSchema: readonly string[] = [
  "CREATE EXTENSION file_fdw",
  "CREATE SERVER files FOREIGN DATA WRAPPER file_fdw",
  "CREATE FOREIGN TABLE listed (n int) SERVER files OPTIONS (program 'seq 1 5000')",
  "GRANT SELECT ON listed TO PUBLIC",
];

/** What is done once all is vacuumed and analyzed: nothing sees to it again. */
export const diagnosisChanges: readonly string[] = [
  "DELETE FROM owing WHERE n % 2 = 0",
  "CREATE TABLE fresh WITH (autovacuum_enabled = off) AS SELECT n, repeat('x', 900) AS pad FROM generate_series(1, 12000) n",
];
