import { describe, expect, it } from "vitest";
import { parseScript } from "./parse-script.ts";
import { refuseInReadOnly } from "./read-only-guard.ts";

async function isRefused(sql: string): Promise<boolean> {
  const [statement] = await parseScript(sql);
  if (!statement) throw new Error(`no statement in ${sql}`);
  return refuseInReadOnly(statement.node) !== null;
}

describe("refuseInReadOnly", () => {
  const refused = [
    "BEGIN READ WRITE",
    "START TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ WRITE",
    "SET TRANSACTION READ WRITE",
    "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE",
    "SET default_transaction_read_only = off",
    "SET LOCAL transaction_read_only TO false",
    'SET "default_transaction_READ_only" TO off',
    "RESET default_transaction_read_only",
    "COPY t TO PROGRAM 'sh'",
    "COPY (SELECT 1) TO '/tmp/x'",
    "COPY t FROM STDIN",
    "DO $$ BEGIN EXECUTE 'COPY t TO PROGRAM ''sh'''; END $$",
    "NOTIFY everybody",
    "SELECT pg_advisory_lock(1)",
    "PREPARE p AS SELECT pg_terminate_backend(1)",
    "VACUUM t",
    "ANALYZE t",
    "REINDEX TABLE t",
    "CLUSTER t USING i",
    "CHECKPOINT",
    "LOCK TABLE t",
    "ALTER SYSTEM SET work_mem = '1MB'",
    "CREATE DATABASE d",
    "CREATE INDEX CONCURRENTLY i ON t (a)",
    "SELECT pg_terminate_backend(1)",
    "SELECT * FROM t WHERE (SELECT pg_catalog.pg_cancel_backend(1))",
    "SELECT dblink_exec('x', 'DELETE FROM t')",
    "SELECT pg_create_logical_replication_slot('a', 'b')",
    "PREPARE TRANSACTION 'p'",
    "COMMIT PREPARED 'p'",
    "ROLLBACK PREPARED 'p'",
    "SELECT lo_unlink(1)",
    "SELECT pg_catalog.pg_clear_relation_stats('public', 't')",
    "SELECT heap_force_kill('t'::regclass, ARRAY['(0,1)']::tid[])",
    "SELECT gin_clean_pending_list('i')",
    "SELECT * FROM dblink('x', 'DELETE FROM t') AS d (a int)",
    "WITH x AS (SELECT lo_export(1, '/tmp/x')) SELECT * FROM x",
  ];
  it.each(refused)("refuses %s", async (sql) => {
    expect(await isRefused(sql)).toBe(true);
  });

  const passed = [
    "SELECT 1",
    "BEGIN",
    "BEGIN READ ONLY",
    "START TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY, DEFERRABLE",
    "SET TRANSACTION READ ONLY",
    "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE",
    "COMMIT AND CHAIN",
    "SET search_path = a, b",
    "SET ROLE reader",
    "SHOW work_mem",
    "EXPLAIN ANALYZE SELECT 1",
    "SELECT pg_advisory_xact_lock(1)",
    "CALL p()",
    "DISCARD ALL",
    "COPY (SELECT 1) TO STDOUT",
    "DECLARE c CURSOR FOR SELECT 1",
    "SELECT 'pg_terminate_backend(1)'",
    "DELETE FROM t",
  ];
  it.each(passed)("leaves %s to the server", async (sql) => {
    expect(await isRefused(sql)).toBe(false);
  });
});
