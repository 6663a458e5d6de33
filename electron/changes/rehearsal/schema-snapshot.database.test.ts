import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession } from "../../postgres/connect.ts";
import type { OwnedSession } from "../../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { compareSchemas, readSchemaOf } from "./schema-snapshot.ts";

let test: TestDatabase;
let session: OwnedSession;
const base = [
  "CREATE TABLE parent (id int PRIMARY KEY, name text)",
  "CREATE TABLE t (id int PRIMARY KEY, a int, b text, p int)",
  "CREATE VIEW v AS SELECT id FROM t",
  "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
  "CREATE TYPE mood AS ENUM ('sad', 'happy')",
  "CREATE SEQUENCE s",
  "CREATE TABLE parted (id int) PARTITION BY RANGE (id)",
  "CREATE TABLE part_one (id int)",
];

/** A change, and what takes it back: the first must show, and after both everything must look as before. */
const changes: readonly (readonly [string, string])[] = [
  ["CREATE TABLE u (x int)", "DROP TABLE u"],
  ["CREATE SCHEMA other", "DROP SCHEMA other"],
  ["ALTER TABLE t ADD c int", "ALTER TABLE t DROP c"],
  ["ALTER TABLE t ALTER a SET DEFAULT 1", "ALTER TABLE t ALTER a DROP DEFAULT"],
  ["ALTER TABLE t ALTER a SET NOT NULL", "ALTER TABLE t ALTER a DROP NOT NULL"],
  ["ALTER TABLE t ALTER a TYPE bigint", "ALTER TABLE t ALTER a TYPE int"],
  ['ALTER TABLE t ALTER b TYPE text COLLATE "C"', 'ALTER TABLE t ALTER b TYPE text COLLATE "default"'],
  ["ALTER TABLE t ALTER b SET STORAGE EXTERNAL", "ALTER TABLE t ALTER b SET STORAGE EXTENDED"],
  ["ALTER TABLE t RENAME a TO z", "ALTER TABLE t RENAME z TO a"],
  ["ALTER TABLE t SET (fillfactor = 70)", "ALTER TABLE t RESET (fillfactor)"],
  ["ALTER TABLE t SET UNLOGGED", "ALTER TABLE t SET LOGGED"],
  ["ALTER TABLE t ENABLE ROW LEVEL SECURITY", "ALTER TABLE t DISABLE ROW LEVEL SECURITY"],
  ["CREATE POLICY p ON t USING (a > 1)", "DROP POLICY p ON t"],
  ["ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)", "ALTER TABLE t DROP CONSTRAINT c"],
  ["ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID", "ALTER TABLE t DROP CONSTRAINT c"],
  ["ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (p) REFERENCES parent", "ALTER TABLE t DROP CONSTRAINT k"],
  ["CREATE INDEX i ON t (a) WHERE b IS NULL", "DROP INDEX i"],
  ["ALTER INDEX t_pkey RENAME TO t_key", "ALTER INDEX t_key RENAME TO t_pkey"],
  ["CLUSTER t USING t_pkey", "ALTER TABLE t SET WITHOUT CLUSTER"],
  ["CREATE OR REPLACE VIEW v AS SELECT id, a FROM t", "DROP VIEW v; CREATE VIEW v AS SELECT id FROM t"],
  ["CREATE MATERIALIZED VIEW m AS SELECT a FROM t", "DROP MATERIALIZED VIEW m"],
  ["CREATE FUNCTION g(x int) RETURNS int LANGUAGE sql AS 'SELECT 1'", "DROP FUNCTION g(int)"],
  ["ALTER FUNCTION f() SET search_path = pg_catalog", "ALTER FUNCTION f() RESET search_path"],
  ["CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()", "DROP TRIGGER g ON t"],
  ["CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING", "DROP RULE r ON t"],
  ["ALTER TYPE mood RENAME VALUE 'sad' TO 'gloomy'", "ALTER TYPE mood RENAME VALUE 'gloomy' TO 'sad'"],
  ["CREATE DOMAIN d AS int DEFAULT 3 CHECK (VALUE > 0)", "DROP DOMAIN d"],
  ["CREATE TYPE pair AS (x int, y int)", "DROP TYPE pair"],
  ["ALTER SEQUENCE s INCREMENT 5 CYCLE", "ALTER SEQUENCE s INCREMENT 1 NO CYCLE"],
  ["ALTER SEQUENCE s OWNED BY t.id", "ALTER SEQUENCE s OWNED BY NONE"],
  [
    "ALTER TABLE parted ATTACH PARTITION part_one FOR VALUES FROM (1) TO (9)",
    "ALTER TABLE parted DETACH PARTITION part_one",
  ],
  ["CREATE STATISTICS st ON a, p FROM t", "DROP STATISTICS st"],
  ["COMMENT ON COLUMN t.a IS 'why'", "COMMENT ON COLUMN t.a IS NULL"],
  ["GRANT SELECT ON t TO pg_monitor", "REVOKE SELECT ON t FROM pg_monitor"],
  ["GRANT UPDATE (a) ON t TO pg_monitor WITH GRANT OPTION", "REVOKE UPDATE (a) ON t FROM pg_monitor"],
  ["REVOKE EXECUTE ON FUNCTION f() FROM PUBLIC", "GRANT EXECUTE ON FUNCTION f() TO PUBLIC"],
  ["GRANT CREATE ON SCHEMA public TO pg_monitor", "REVOKE CREATE ON SCHEMA public FROM pg_monitor"],
];

beforeAll(async () => {
  test = await createTestDatabase({ asSuperuser: true });
  session = await openSession(test.parameters, { purpose: "test" });
  for (const sql of base) await session.execute(sql);
});
afterAll(async () => {
  await session.close();
  await test.close();
});

describe("a schema snapshot", () => {
  it.each(changes)("sees %s", async (change, back) => {
    const before = await readSchemaOf(session);
    await session.execute(change);
    const changed = await readSchemaOf(session);
    for (const sql of back.split("; ")) await session.execute(sql);
    const after = await readSchemaOf(session);
    expect(compareSchemas(before, changed, 10)).not.toEqual([]);
    expect(compareSchemas(before, after, 10)).toEqual([]);
    expect([changed.sha256 === before.sha256, after.sha256 === before.sha256]).toEqual([false, true]);
  });

  it("does not see rows, statistics, the order of columns or the ledger", async () => {
    const before = await readSchemaOf(session);
    const unseen = [
      "INSERT INTO t VALUES (1, 2, 'x', 3)",
      "SELECT nextval('s')",
      "ANALYZE t",
      "ALTER TABLE t DROP a",
      "ALTER TABLE t ADD a int",
      "CREATE SCHEMA steward",
      "CREATE TABLE steward.event (x int)",
    ];
    for (const sql of unseen) await session.execute(sql);
    expect(compareSchemas(before, await readSchemaOf(session), 10)).toEqual([]);
  });
});
