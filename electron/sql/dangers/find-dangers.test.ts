import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseScript } from "../parse-script.ts";
import { findDangers } from "./find-dangers.ts";

const kindsIn = async (sql: string) =>
  (await parseScript(sql)).flatMap(({ node }) => findDangers(node).map(({ kind, object }) => `${kind} ${object}`));

const destructive: readonly (readonly [string, string])[] = [
  ["DELETE FROM t", "everyRow t"],
  ["delete from only s.t as x", "everyRow t"],
  ["DELETE FROM t RETURNING *", "everyRow t"],
  ["DELETE FROM t USING u", "everyRow t"],
  ["UPDATE t SET a = 1", "everyRow t"],
  ["UPDATE t SET a = u.a FROM u", "everyRow t"],
  ["DELETE FROM t WHERE true", "everyRow t"],
  ["DELETE FROM t WHERE 't'::boolean", "everyRow t"],
  ["DELETE FROM t WHERE 1 = 1", "everyRow t"],
  ["DELETE FROM t WHERE 2 > 1", "everyRow t"],
  ["DELETE FROM t WHERE 1 <> 2", "everyRow t"],
  ["DELETE FROM t WHERE NOT false", "everyRow t"],
  ["DELETE FROM t WHERE NOT (1 = 2)", "everyRow t"],
  ["DELETE FROM t WHERE id = id", "everyRow t"],
  ["DELETE FROM t WHERE a > 5 OR 1 = 1", "everyRow t"],
  ["DELETE FROM t WHERE 1 = 1 AND 'a' = 'a'", "everyRow t"],
  ["DELETE FROM t WHERE a IS NULL OR a IS NOT NULL", "everyRow t"],
  ["DELETE FROM t WHERE a IS NOT NULL OR a IS NULL", "everyRow t"],
  ["DELETE FROM t WHERE name LIKE '%'", "everyRow t"],
  ["WITH d AS (DELETE FROM t RETURNING *) SELECT count(*) FROM d", "everyRow t"],
  ["WITH a AS (WITH b AS (UPDATE t SET x = 1 RETURNING 1) SELECT * FROM b) SELECT * FROM a", "everyRow t"],
  ["INSERT INTO log WITH d AS (DELETE FROM t RETURNING id) SELECT id FROM d", "everyRow t"],
  ["EXPLAIN ANALYZE DELETE FROM t", "everyRow t"],
  ["PREPARE p AS DELETE FROM t", "everyRow t"],
  ["MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE", "everyRow t"],
  ["MERGE INTO t USING u ON t.id = u.id WHEN NOT MATCHED BY SOURCE THEN DELETE", "everyRow t"],
  ["TRUNCATE t", "truncate t"],
  ["TRUNCATE TABLE ONLY s.t, u RESTART IDENTITY CASCADE", "truncate t"],
  ["DROP TABLE t", "drop t"],
  ["DROP TABLE IF EXISTS s.t CASCADE", "drop t"],
  ['DROP TABLE "Odd ""name"""', 'drop Odd "name"'],
  ["DROP SCHEMA s CASCADE", "drop s"],
  ["DROP DATABASE d", "drop d"],
  ["DROP VIEW v", "drop v"],
  ["DROP MATERIALIZED VIEW v", "drop v"],
  ["DROP SEQUENCE s", "drop s"],
  ["DROP INDEX CONCURRENTLY i", "drop i"],
  ["DROP FUNCTION f(int)", "drop f"],
  ["DROP TYPE mood", "drop mood"],
  ["DROP EXTENSION postgis CASCADE", "drop postgis"],
  ["DROP TRIGGER guard ON t", "drop guard"],
  ["DROP POLICY p ON t", "drop p"],
  ["DROP ROLE ada", "drop DROP ROLE"],
  ["DROP OWNED BY ada", "drop DROP OWNED"],
  ["DROP PUBLICATION p", "drop p"],
  ["DROP SUBSCRIPTION s", "drop s"],
  ["ALTER TABLE t DROP COLUMN a", "drop t"],
  ["ALTER TABLE t ADD COLUMN a int, DROP COLUMN b CASCADE", "drop t"],
  ["ALTER TABLE t DROP CONSTRAINT c", "drop t"],
  ["ALTER TABLE t DETACH PARTITION p", "drop t"],
  ["ALTER TABLE t ALTER COLUMN a TYPE bigint", "rewrite t"],
  ["ALTER TABLE t SET UNLOGGED", "rewrite t"],
  ["ALTER TABLE t SET TABLESPACE x", "rewrite t"],
  ["ALTER TABLE t SET ACCESS METHOD heap", "rewrite t"],
  ["ALTER TABLE t ADD COLUMN a uuid DEFAULT gen_random_uuid()", "rewrite t"],
  ["ALTER TABLE t ADD COLUMN a bigint GENERATED ALWAYS AS IDENTITY", "rewrite t"],
  ["ALTER TABLE t ADD COLUMN a bigserial", "rewrite t"],
  ["ALTER TABLE t DISABLE TRIGGER ALL", "triggersOff t"],
  ["ALTER TABLE t DISABLE TRIGGER guard", "triggersOff t"],
  ["ALTER TABLE t DISABLE ROW LEVEL SECURITY", "triggersOff t"],
  ["SET session_replication_role = replica", "triggersOff session_replication_role"],
  ["ALTER EVENT TRIGGER e DISABLE", "triggersOff e"],
  ["REVOKE ALL ON t FROM app", "access REVOKE"],
  ["REVOKE admin FROM ada", "access REVOKE"],
  ["ALTER SYSTEM SET fsync = off", "access ALTER SYSTEM"],
  ["VACUUM FULL t", "rewrite VACUUM FULL"],
  ["CLUSTER t", "rewrite CLUSTER"],
  ["DO $$ BEGIN EXECUTE 'DELETE FROM t'; END $$", "unknownEffect DO"],
];

const ordinary: readonly string[] = [
  "SELECT * FROM t",
  "SELECT 'DELETE FROM t'",
  "SELECT * FROM deletes WHERE true",
  "INSERT INTO t VALUES (1)",
  "INSERT INTO t SELECT * FROM u ON CONFLICT (id) DO UPDATE SET a = excluded.a",
  "UPDATE t SET a = 1 WHERE id = 1",
  "UPDATE t SET a = t.a + 1 WHERE created < now() - interval '1 day'",
  "UPDATE t SET a = u.a FROM u WHERE u.id = t.id",
  "DELETE FROM t WHERE id = 1",
  "DELETE FROM t WHERE id = $1 AND true",
  "DELETE FROM t WHERE a = 1 OR a = 2",
  "DELETE FROM t WHERE false",
  "DELETE FROM t WHERE random() = random()",
  "DELETE FROM t WHERE name LIKE 'a%'",
  "DELETE FROM t WHERE a IS NULL OR b IS NOT NULL",
  "DELETE FROM t USING u WHERE u.id = t.id",
  "DELETE FROM t WHERE CURRENT OF c",
  "WITH d AS (DELETE FROM t WHERE id = 1 RETURNING *) SELECT * FROM d",
  "MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN UPDATE SET a = u.a WHEN NOT MATCHED THEN INSERT VALUES (u.id)",
  "EXPLAIN DELETE FROM t",
  "EXPLAIN ANALYZE SELECT 1",
  "CREATE TABLE t (id int PRIMARY KEY, u int REFERENCES u ON DELETE CASCADE)",
  "CREATE INDEX ON t (a)",
  "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'DELETE FROM t'",
  "CREATE RULE r AS ON INSERT TO t DO NOTHING",
  "ALTER TABLE t ADD COLUMN a int",
  "ALTER TABLE t ADD COLUMN a timestamptz DEFAULT now()",
  "ALTER TABLE t ADD COLUMN a text DEFAULT 'x' NOT NULL",
  "ALTER TABLE t RENAME COLUMN a TO b",
  "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID",
  "ALTER TABLE t ENABLE TRIGGER ALL",
  "ALTER TABLE t ALTER COLUMN a SET DEFAULT 5",
  "COMMENT ON TABLE t IS 'drop table t'",
  "GRANT SELECT ON t TO app",
  "SET session_replication_role = origin",
  "SET search_path = a",
  "VACUUM ANALYZE t",
  "ANALYZE t",
  "BEGIN",
  "COMMIT",
  "REFRESH MATERIALIZED VIEW CONCURRENTLY v",
  "DO $$ BEGIN RAISE NOTICE 'x'; END $$",
  "COPY t FROM STDIN",
  "CALL p()",
];

describe("findDangers", () => {
  it("sees every destructive statement", async () => {
    const seen = await Promise.all(destructive.map(async ([sql, kind]) => [sql, (await kindsIn(sql)).includes(kind)]));
    expect(seen.filter(([, isSeen]) => !isSeen)).toEqual([]);
  });

  it("asks about none of the ordinary ones", async () => {
    const asked = await Promise.all(ordinary.map(async (sql) => [sql, await kindsIn(sql)] as const));
    expect(asked.filter(([, kinds]) => kinds.length > 0)).toEqual([]);
  });

  it("asks about at most 2 in 100 of the sample's own queries and schema", async () => {
    const files = readdirSync("samples", { recursive: true, encoding: "utf8" }).filter((name) => /\.sql$/.test(name));
    let statements = 0;
    const asked: string[] = [];
    for (const name of files.filter((file) => !/down\.sql$/.test(file)))
      for (const { sql, node } of await parseScript(readFileSync(join("samples", name), "utf8"))) {
        statements++;
        if (findDangers(node).length > 0) asked.push(sql.slice(0, 80));
      }
    expect(statements).toBeGreaterThan(100);
    expect(asked.length / statements, asked.join("\n")).toBeLessThanOrEqual(0.02);
  });

  it("names the object and its schema, and says what happens", async () => {
    const [statement] = await parseScript('UPDATE "Odd"."Näme" SET a = 1');
    expect(statement && findDangers(statement.node)).toEqual([
      {
        kind: "everyRow",
        message: "Changes every row of Odd.Näme: it has no WHERE.",
        object: "Näme",
        relation: { schema: "Odd", name: "Näme" },
      },
    ]);
  });
});
