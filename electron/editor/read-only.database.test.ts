import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession } from "../postgres/connect.ts";
import type { OwnedSession } from "../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { createTestEditor } from "./editor-test.ts";

let test: TestDatabase;
let other: OwnedSession;
let editor: Awaited<ReturnType<typeof createTestEditor>>;
const readOnly = { isReadOnly: true } as const;

// As the superuser: nothing but READ ONLY stands in the way.
beforeAll(async () => {
  test = await createTestDatabase({ asSuperuser: true });
  other = await openSession(test.adminParameters, { purpose: "test" });
  editor = await createTestEditor(() => test.adminParameters);
  for (const sql of [
    "CREATE TABLE account (id int PRIMARY KEY, balance int NOT NULL)",
    "INSERT INTO account VALUES (1, 100), (2, 0)",
    "CREATE SEQUENCE counter",
    "CREATE FUNCTION sneak() RETURNS int LANGUAGE plpgsql AS $$ BEGIN UPDATE account SET balance = 7; RETURN 1; END $$",
    "CREATE PROCEDURE commit_and_write() LANGUAGE plpgsql AS $$ BEGIN PERFORM set_config('default_transaction_read_only', 'off', false); COMMIT; UPDATE account SET balance = 8; END $$",
    "CREATE FUNCTION sneak_as_owner() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'UPDATE account SET balance = 5 RETURNING 1'",
    "CREATE PROCEDURE sneak_by_procedure() LANGUAGE sql AS 'UPDATE account SET balance = 6'",
    "CREATE VIEW sneaking AS SELECT sneak() AS a",
    "CREATE FUNCTION unlock() RETURNS text LANGUAGE sql AS $$ SELECT set_config('transaction_read_only', 'off', false) $$",
  ])
    await other.execute(sql);
});
afterAll(async () => {
  await editor.close();
  await other.close();
  await test.close();
});

const write = "UPDATE account SET balance = 1";
const attempts: readonly (readonly string[])[] = [
  [write],
  ["DELETE FROM account", "TRUNCATE account", "DROP TABLE account"],
  ["WITH d AS (DELETE FROM account RETURNING 1) SELECT * FROM d"],
  [`EXPLAIN ANALYZE ${write}`],
  ["SELECT sneak()"],
  ["DO $$ BEGIN PERFORM sneak(); END $$"],
  ["SET TRANSACTION READ WRITE", write],
  ["SET default_transaction_read_only = off", write],
  ["SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE", write],
  ["SELECT set_config('default_transaction_read_only', 'off', false)", write, "SELECT sneak()"],
  ["DO $$ BEGIN SET default_transaction_read_only = off; END $$", write],
  ["RESET ALL", write],
  ["DISCARD ALL", write],
  ["BEGIN READ WRITE", write, "COMMIT"],
  ["BEGIN", "SET TRANSACTION READ WRITE", write, "COMMIT"],
  ["BEGIN", "SELECT set_config('transaction_read_only', 'off', true)", write, "COMMIT"],
  ["BEGIN", "SELECT unlock()", write, "COMMIT"],
  ["BEGIN", "DO $$ BEGIN SET TRANSACTION READ WRITE; END $$", write, "COMMIT"],
  ["BEGIN", "SAVEPOINT s", "SET LOCAL transaction_read_only = off", "ROLLBACK TO s", write, "COMMIT"],
  ["BEGIN", "COMMIT AND CHAIN", "SELECT unlock()", write, "COMMIT"],
  ["BEGIN", "ROLLBACK AND CHAIN", "DO $$ BEGIN SET TRANSACTION READ WRITE; END $$", write, "COMMIT"],
  ["SELECT set_config('default_transaction_read_only', 'off', false)", "BEGIN", write, "COMMIT"],
  ["CALL commit_and_write()"],
  ["DO $$ BEGIN EXECUTE 'COPY account TO PROGRAM ''touch /tmp/steward-escaped'''; END $$"],
  ["PREPARE q AS SELECT sneak()", "EXECUTE q", "DEALLOCATE q"],
  ["DECLARE c CURSOR WITH HOLD FOR SELECT sneak()", "FETCH c"],
  ["DO $$ BEGIN COMMIT; UPDATE account SET balance = 9; END $$"],
  ["DO $$ BEGIN ROLLBACK; SET TRANSACTION READ WRITE; UPDATE account SET balance = 9; COMMIT; END $$"],
  ["PREPARE p AS UPDATE account SET balance = 1", "EXECUTE p"],
  ["SELECT 'a\\'; COMMIT; UPDATE account SET balance = 1; --'"],
  ["SELEC 1; COMMIT; UPDATE account SET balance = 1"],
  [
    "COPY account FROM PROGRAM 'echo 3,3'",
    "COPY account TO PROGRAM 'touch /tmp/steward-escaped'",
    "COPY account TO '/tmp/steward-escaped'",
  ],
  ["DO $$ BEGIN EXECUTE 'SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE'; END $$", "BEGIN", write, "COMMIT"],
  [
    "ALTER ROLE CURRENT_USER SET default_transaction_read_only = off",
    "ALTER SYSTEM SET default_transaction_read_only = off",
  ],
  [
    "CREATE TEMP TABLE t AS SELECT 1",
    "SELECT 1 INTO made",
    "CREATE TABLE made (a int)",
    "CREATE INDEX CONCURRENTLY ON account (balance)",
  ],
  ["SELECT nextval('counter')", "SELECT setval('counter', 50)"],
  ["SELECT * FROM account FOR UPDATE", "LOCK TABLE account", "VACUUM FULL account"],
  [
    "SELECT lo_from_bytea(0, 'x')",
    "SELECT query_to_xml('UPDATE account SET balance = 3 RETURNING 1', true, false, '')",
  ],
  ["SELECT sneak_as_owner()", "BEGIN", "SELECT sneak_as_owner()", "COMMIT"],
  ["SELECT * FROM account WHERE sneak() = 1", "VALUES (sneak())", "TABLE sneaking"],
  ["WITH u AS (UPDATE account SET balance = 1 RETURNING *), i AS (INSERT INTO account VALUES (9, 9)) SELECT 1"],
  ["MERGE INTO account a USING (VALUES (1)) v (id) ON a.id = v.id WHEN MATCHED THEN DELETE"],
  ["EXPLAIN (ANALYZE, BUFFERS) DELETE FROM account", "EXPLAIN ANALYZE SELECT sneak()", "EXPLAIN ANALYZE EXECUTE p"],
  ["EXPLAIN ANALYZE CREATE TABLE made AS SELECT 1", "EXPLAIN ANALYZE SELECT 1 INTO made"],
  ["PREPARE d (int) AS DELETE FROM account WHERE id = $1", "BEGIN", "EXECUTE d (1)", "COMMIT", "DEALLOCATE ALL"],
  ["BEGIN", "DECLARE c CURSOR FOR SELECT sneak()", "FETCH ALL c", "MOVE c", "COMMIT"],
  [
    "BEGIN",
    "DECLARE c CURSOR FOR SELECT * FROM account FOR UPDATE",
    "FETCH c",
    "DELETE FROM account WHERE CURRENT OF c",
  ],
  [
    "BEGIN",
    "SAVEPOINT a",
    "RELEASE a",
    "ROLLBACK AND CHAIN",
    "SELECT unlock()",
    write,
    "COMMIT AND CHAIN",
    write,
    "COMMIT",
  ],
  ["BEGIN ISOLATION LEVEL SERIALIZABLE", "SET LOCAL transaction_isolation = 'read committed'", write, "COMMIT"],
  ["SELECT set_config('transaction_read_only', 'off', false), sneak()"],
  ["SET SESSION AUTHORIZATION DEFAULT", "SET ROLE NONE", "RESET ROLE", "RESET SESSION AUTHORIZATION", write],
  ["SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ WRITE", write],
  ["DISCARD TEMP", "DISCARD PLANS", "DISCARD SEQUENCES", write],
  ["SET session_replication_role = replica", write, "RESET session_replication_role"],
  ["LISTEN everybody", "NOTIFY everybody", "SELECT pg_notify('everybody', 'x')", "UNLISTEN *"],
  ["BEGIN", "SELECT lo_create(4242)", "SELECT lo_put(4242, 0, 'x')", "SELECT lo_unlink(4242)", "COMMIT"],
  ["SELECT setval('counter', 9)", "ALTER SEQUENCE counter RESTART", "BEGIN", "SELECT nextval('counter')", "COMMIT"],
  ["BEGIN", "CREATE TEMP TABLE mine (a int)", "COMMIT", "CREATE TEMP VIEW v AS SELECT 1"],
  ["COPY (DELETE FROM account RETURNING 1) TO STDOUT", "COPY account FROM '/etc/passwd'", "COPY account FROM STDIN"],
  ["COPY (SELECT sneak()) TO STDOUT", "COPY (SELECT 1) TO PROGRAM 'touch /tmp/steward-escaped'"],
  ["DO LANGUAGE plpgsql 'BEGIN PERFORM sneak(); END'", "CALL sneak_by_procedure()"],
  ["BEGIN", "SELECT pg_clear_relation_stats('public', 'account')", "COMMIT"],
  ["SELECT database_to_xml(true, true, '')", "SELECT ts_stat('SELECT sneak()::text::tsvector')"],
  ["SELECT pg_advisory_lock(1)", "SELECT pg_advisory_xact_lock(2)", "SELECT pg_try_advisory_lock(3)"],
  ["CREATE EXTENSION dblink", "SELECT dblink_exec('dbname=postgres', 'CREATE TABLE made ()')"],
  ["SELECT 1; UPDATE account SET balance = 1; SELECT 2", "; ; UPDATE account SET balance = 1"],
  [
    "SECURITY LABEL ON TABLE account IS 'x'",
    "IMPORT FOREIGN SCHEMA x FROM SERVER y INTO public",
    "ALTER TABLE account DISABLE TRIGGER ALL",
  ],
  ["GRANT ALL ON account TO PUBLIC", "COMMENT ON TABLE account IS 'x'", "REFRESH MATERIALIZED VIEW account"],
];

describe("a read-only session", () => {
  it.each(attempts.map((statements, index) => [index, statements] as const))(
    "holds against attempt %i: %s",
    async (index, statements) => {
      const before = await state();
      const sessionId = `escape-${index}`;
      for (const sql of statements)
        await editor
          .run(sql, { ...readOnly, sessionId })
          .catch((error: unknown) => expect(error).toMatchObject({ code: "unsupported" }));
      // Whatever is left of it, the session still reads and still does not write.
      await editor.run("ROLLBACK", { ...readOnly, sessionId });
      const [read] = (await editor.run("SELECT 1", { ...readOnly, sessionId })).results;
      const [last] = (await editor.run(write, { ...readOnly, sessionId })).results;
      expect([await state(), read, last]).toEqual([before, "SELECT 1", "readOnly"]);
      await editor.handlers["editor.close"]({ sessionId }, editor.reader.context());
    },
  );

  it("tells what it refused itself from what the server refused", async () => {
    const tab = { ...readOnly, sessionId: "refused" };
    const asked = ["SET default_transaction_read_only = off", write];
    const outcomes = [];
    for (const sql of asked) outcomes.push((await editor.run(sql, tab)).outcome.statements[0]?.result);
    expect(outcomes.map((result) => result?.kind === "failed" && [result.error.code, result.wasSent])).toEqual([
      ["readOnly", false],
      ["readOnly", true],
    ]);
  });

  it("leaves nothing on the server's disk", async () => {
    const found = await other.query("SELECT count(*) FROM pg_ls_dir('/tmp') f WHERE f = 'steward-escaped'");
    expect(found.rows).toEqual([["0"]]);
  });

  it("keeps settings and the user's own transactions", async () => {
    const tab = { ...readOnly, sessionId: "reading" };
    await editor.run("SET search_path = pg_catalog; SET work_mem = '6MB'", tab);
    const shown = await editor.run("SELECT current_setting('work_mem'), current_setting('search_path')", tab);
    const begun = await editor.run(
      "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT balance FROM public.account ORDER BY id",
      tab,
    );
    await other.execute("UPDATE account SET balance = balance + 1");
    const again = await editor.run("SHOW transaction_isolation; SELECT balance FROM public.account ORDER BY id", tab);
    const ended = await editor.run("COMMIT", tab);
    await other.execute("UPDATE account SET balance = balance - 1");
    expect(shown.rows).toEqual([[["6MB", "pg_catalog"]]]);
    expect([
      begun.outcome.session.transaction,
      again.rows[0],
      again.rows[1],
      ended.outcome.session.transaction,
    ]).toEqual(["open", [["repeatable read"]], begun.rows[1], "idle"]);
  });

  it("leaves no transaction open behind a statement, also behind one that fails or is cut short", async () => {
    const tab = { ...readOnly, sessionId: "clean" };
    const outcomes = [
      await editor.run("SELECT 1", tab),
      await editor.run("SELECT 1/0", tab),
      await editor.run("SELECT generate_series(1, 1000)", { ...tab, maxRows: 5 }),
      await editor.run(write, tab),
    ];
    const discarded = await editor.run("SET work_mem = '9MB'; DISCARD ALL; SHOW work_mem", tab);
    expect(discarded.rows[2]).toEqual([["4MB"]]);
    expect(outcomes.map(({ outcome }) => [outcome.session.transaction, outcome.session.isReadOnly])).toEqual(
      outcomes.map(() => ["idle", true]),
    );
    expect(outcomes.map(({ results }) => results[0])).toEqual(["SELECT 1", "sql", "SELECT", "readOnly"]);
  });

  it("is what production gets on its default branch, whatever was asked for", async () => {
    const asked = { isReadOnly: false, sessionId: "environment" };
    const production = await editor.run(write, { ...asked, ref: { connectionId: "production" } });
    const branch = await editor.run("SELECT 1", { ...asked, ref: { connectionId: "production", branchId: "preview" } });
    expect([production.results, production.outcome.session.isReadOnly, branch.outcome.session.isReadOnly]).toEqual([
      ["readOnly"],
      true,
      false,
    ]);
  });
});

/** What an escape would change. Other tests work in other databases of the same server meanwhile. */
async function state() {
  const rows = await other.query("SELECT id, balance FROM account ORDER BY id");
  const objects = await other.query(
    "SELECT (SELECT count(*) FROM pg_class), (SELECT last_value FROM counter), (SELECT count(*) FROM pg_db_role_setting WHERE setdatabase = d.oid OR setrole = current_user::regrole), (SELECT count(*) FROM pg_largeobject_metadata), (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = d.oid), (SELECT reltuples FROM pg_class WHERE oid = 'account'::regclass), (SELECT count(*) FROM pg_description WHERE objoid = 'account'::regclass) FROM pg_database d WHERE d.datname = current_database()",
  );
  return [rows.rows, objects.rows];
}
