import { describe, expect, it } from "vitest";
import type { MigrationFinding } from "../../../shared/changes/model.ts";
import { prepareScript } from "../script/prepare-script.ts";
import { lintMigration, lintScript, worstClass } from "./lint-migration.ts";
import { lintRules } from "./registry.ts";

const lint = async (sql: string, direction: "up" | "down" = "up", hasDown = true) =>
  lintScript("0001_x", direction, await prepareScript(sql), hasDown);
const codes = (findings: readonly MigrationFinding[]) => findings.map(({ code }) => code);

/** By rule: scripts in which it must find exactly one thing, and near misses in which it must find nothing. */
const cases: Readonly<Record<string, { readonly hits: readonly string[]; readonly misses: readonly string[] }>> = {
  "create-index-blocking": {
    hits: [
      "CREATE INDEX i ON t (a)",
      "CREATE UNIQUE INDEX i ON s.t (a)",
      "CREATE TABLE t (a int); CREATE INDEX ON other (a)",
    ],
    misses: [
      "CREATE INDEX CONCURRENTLY i ON t (a)",
      "CREATE TABLE t (a int); CREATE INDEX i ON t (a)",
      "CREATE MATERIALIZED VIEW t AS SELECT 1 a; CREATE INDEX i ON t (a)",
      "SELECT 'CREATE INDEX i ON t (a)'",
    ],
  },
  "drop-index-blocking": {
    hits: ["DROP INDEX i", "DROP INDEX IF EXISTS s.i, j"],
    misses: ["DROP INDEX CONCURRENTLY i", "DROP SEQUENCE i"],
  },
  "concurrently-in-transaction": {
    hits: [
      "BEGIN; CREATE INDEX CONCURRENTLY i ON t (a); COMMIT",
      "START TRANSACTION; DROP INDEX CONCURRENTLY i; COMMIT",
    ],
    misses: [
      "CREATE INDEX CONCURRENTLY i ON t (a)",
      "BEGIN; SELECT 1; COMMIT; CREATE INDEX CONCURRENTLY i ON t (a)",
      "BEGIN; CREATE INDEX i ON t (a); COMMIT",
    ],
  },
  "concurrently-mixed": {
    hits: ["CREATE INDEX CONCURRENTLY i ON t (a); COMMENT ON INDEX i IS 'x'", "SELECT 1; ALTER TYPE e ADD VALUE 'x'"],
    misses: [
      "CREATE INDEX CONCURRENTLY i ON t (a)",
      "SET lock_timeout = '1s'; CREATE INDEX CONCURRENTLY i ON t (a)",
      "SELECT 1; SELECT 2",
    ],
  },
  "invalid-index-left": {
    hits: ["CREATE INDEX CONCURRENTLY ON t (a)", "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a)"],
    misses: ["CREATE INDEX CONCURRENTLY i ON t (a)", "CREATE INDEX ON t (a)"],
  },
  "drop-table": {
    hits: [
      "DROP TABLE t",
      "DROP TABLE IF EXISTS s.t CASCADE",
      "DROP SCHEMA s",
      "DROP VIEW v",
      "DROP MATERIALIZED VIEW v",
    ],
    misses: ["CREATE TABLE t (a int); DROP TABLE t", "DROP INDEX CONCURRENTLY t", "DROP TRIGGER g ON t"],
  },
  "drop-column": {
    hits: ["ALTER TABLE t DROP COLUMN a", "ALTER TABLE t DROP a, ADD b int"],
    misses: [
      "ALTER TABLE t DROP CONSTRAINT a",
      "ALTER TABLE t ALTER a DROP DEFAULT",
      "CREATE TABLE t (a int); ALTER TABLE t DROP a",
    ],
  },
  rename: {
    hits: [
      "ALTER TABLE t RENAME a TO b",
      "ALTER TABLE t RENAME TO u",
      "ALTER VIEW v RENAME TO w",
      "ALTER SCHEMA s RENAME TO u",
    ],
    misses: [
      "ALTER INDEX i RENAME TO j",
      "ALTER TABLE t RENAME CONSTRAINT c TO d",
      "CREATE TABLE t (a int); ALTER TABLE t RENAME a TO b",
      "ALTER TYPE e RENAME VALUE 'a' TO 'b'",
    ],
  },
  "change-column-type": {
    hits: ["ALTER TABLE t ALTER a TYPE bigint", "ALTER TABLE t ALTER COLUMN a SET DATA TYPE text USING a::text"],
    misses: ["ALTER TABLE t ALTER a SET DEFAULT 1", "CREATE TABLE t (a int); ALTER TABLE t ALTER a TYPE bigint"],
  },
  "add-column-volatile-default": {
    hits: [
      "ALTER TABLE t ADD a uuid DEFAULT gen_random_uuid()",
      "ALTER TABLE t ADD a float8 DEFAULT 1 + random()",
      "ALTER TABLE t ADD a bigserial",
      "ALTER TABLE t ADD a int GENERATED ALWAYS AS IDENTITY",
      "ALTER TABLE t ADD a int GENERATED ALWAYS AS (b * 2) STORED",
    ],
    misses: [
      "ALTER TABLE t ADD a timestamptz DEFAULT now()",
      "ALTER TABLE t ADD a timestamptz DEFAULT CURRENT_TIMESTAMP",
      "ALTER TABLE t ADD a int DEFAULT 7",
      "ALTER TABLE t ADD a int",
      "ALTER TABLE t ADD a int GENERATED ALWAYS AS (b * 2) VIRTUAL",
      "ALTER TABLE t ALTER a SET DEFAULT gen_random_uuid()",
      "CREATE TABLE t (b int); ALTER TABLE t ADD a uuid DEFAULT gen_random_uuid()",
    ],
  },
  "add-column-required": {
    hits: ["ALTER TABLE t ADD a int NOT NULL", "ALTER TABLE t ADD a int PRIMARY KEY"],
    misses: [
      "ALTER TABLE t ADD a int NOT NULL DEFAULT 0",
      "ALTER TABLE t ADD a int",
      "CREATE TABLE t (b int); ALTER TABLE t ADD a int NOT NULL",
    ],
  },
  "set-not-null": {
    hits: [
      "ALTER TABLE t ALTER a SET NOT NULL",
      "ALTER TABLE t ADD CONSTRAINT c CHECK (b IS NOT NULL) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT c; ALTER TABLE t ALTER a SET NOT NULL",
    ],
    misses: [
      "ALTER TABLE t ALTER a DROP NOT NULL",
      "CREATE TABLE t (a int); ALTER TABLE t ALTER a SET NOT NULL",
      "ALTER TABLE t ADD CONSTRAINT c CHECK (a IS NOT NULL) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT c; ALTER TABLE t ALTER a SET NOT NULL",
    ],
  },
  "add-fk-valid": {
    hits: [
      "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u (id)",
      "ALTER TABLE t ADD a int REFERENCES u (id)",
    ],
    misses: [
      "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u (id) NOT VALID",
      "CREATE TABLE t (a int); ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u (id)",
      "ALTER TABLE t VALIDATE CONSTRAINT f",
    ],
  },
  "add-check-valid": {
    hits: ["ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)", "ALTER TABLE t ADD a int CHECK (a > 0)"],
    misses: [
      "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID",
      "CREATE TABLE t (a int); ALTER TABLE t ADD CHECK (a > 0)",
    ],
  },
  "validate-same-transaction": {
    hits: ["ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT c"],
    misses: [
      "ALTER TABLE t VALIDATE CONSTRAINT c",
      "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID; CREATE INDEX CONCURRENTLY i ON t (a); ALTER TABLE t VALIDATE CONSTRAINT c",
      "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID; ALTER TABLE u VALIDATE CONSTRAINT c",
    ],
  },
  "add-unique": {
    hits: ["ALTER TABLE t ADD CONSTRAINT k UNIQUE (a, b)", "ALTER TABLE t ADD PRIMARY KEY (a)"],
    misses: [
      "ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX i",
      "CREATE TABLE t (a int); ALTER TABLE t ADD UNIQUE (a)",
    ],
  },
  "transaction-control": {
    hits: ["COMMIT", "SAVEPOINT a"],
    misses: ["DO $$ BEGIN PERFORM 1; END $$", "SELECT 'COMMIT'"],
  },
  "dml-without-where": {
    hits: ["TRUNCATE t", "DELETE FROM t", "DELETE FROM t WHERE true", "UPDATE t SET a = 1 WHERE 1 = 1"],
    misses: [
      "DELETE FROM t WHERE a = 1",
      "UPDATE t SET a = 1 WHERE b = true",
      "CREATE TABLE t (a int); DELETE FROM t",
      "DELETE FROM t WHERE 1 = 2",
    ],
  },
};

describe("each rule", () => {
  for (const [code, { hits, misses }] of Object.entries(cases)) {
    it(`${code} finds its own and nothing near it`, async () => {
      const count = async (sql: string) => codes(await lint(sql)).filter((found) => found === code).length;
      expect(await Promise.all(hits.map(async (sql) => [sql, await count(sql)]))).toEqual(hits.map((sql) => [sql, 1]));
      expect(await Promise.all(misses.map(async (sql) => [sql, await count(sql)]))).toEqual(
        misses.map((sql) => [sql, 0]),
      );
    });
  }

  it("is in the table above", () => {
    const tested = [...Object.keys(cases), "irreversible"].sort();
    expect(lintRules.map(({ code }) => code).sort()).toEqual(tested);
  });
});

describe("lintMigration", () => {
  const migration = (up: string | Buffer, down: string | null) => ({
    id: "0001_x",
    order: 1,
    up: Buffer.from(up),
    down: down === null ? null : Buffer.from(down),
  });

  it("takes the class of the up script only", async () => {
    const dropping = await lintMigration(migration("CREATE TABLE t (a int)", "DROP TABLE t; DROP INDEX i"));
    expect([dropping.class, codes(dropping.findings)]).toEqual(["safe", ["drop-index-blocking"]]);
    const noDown = await lintMigration(migration("SELECT 1", null));
    expect([noDown.class, codes(noDown.findings)]).toEqual(["risky", ["irreversible"]]);
    expect([worstClass([]), worstClass(["risky", "breaking", "safe"])]).toEqual(["safe", "breaking"]);
  });

  it("says what cannot be read instead of failing", async () => {
    const broken = await lintMigration(migration("SELECT 1;\nCREATE TABEL t ()", "SELECT 1"));
    expect([broken.problems, broken.findings]).toEqual([
      [{ migrationId: "0001_x", direction: "up", message: 'syntax error at or near "TABEL" (line 2)', line: 2 }],
      [],
    ]);
    const binary = await lintMigration(migration(Buffer.from([0xff, 0xfe]), null));
    expect(binary.problems.map(({ message }) => message)).toEqual(["The file is not UTF-8 text."]);
  });
});

describe("fixes", () => {
  const fixOf = async (sql: string) => (await lint(sql)).find(({ fix }) => fix)?.fix;

  it("are SQL that the rules find nothing in", async () => {
    const scripts = [
      "CREATE UNIQUE INDEX i ON t (a)",
      "DROP INDEX s.i",
      "ALTER TABLE t ADD CONSTRAINT k UNIQUE (a, b)",
      "ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (a)",
    ];
    const fixed = await Promise.all(scripts.map(async (sql) => (await fixOf(sql))?.sql ?? ""));
    expect(fixed).toEqual([
      "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)",
      "DROP INDEX CONCURRENTLY s.i",
      'CREATE UNIQUE INDEX CONCURRENTLY "k" ON "t" ("a", "b");\nALTER TABLE "t" ADD CONSTRAINT "k" UNIQUE USING INDEX "k";',
      'CREATE UNIQUE INDEX CONCURRENTLY "k" ON "t" ("a");\nALTER TABLE "t" ADD CONSTRAINT "k" PRIMARY KEY USING INDEX "k";',
    ]);
    const left = await Promise.all(fixed.map(async (sql) => codes(await lint(sql))));
    expect(left.flat().filter((code) => code !== "concurrently-mixed")).toEqual([]);
  });

  it("are left out where the text would not stay true", async () => {
    const scripts = [
      "DROP INDEX i, j",
      "DROP INDEX i CASCADE",
      "ALTER TABLE t ADD CHECK (a > 0)",
      "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0), ADD b int",
      "ALTER TABLE t ADD CONSTRAINT k UNIQUE (a) DEFERRABLE",
    ];
    expect(await Promise.all(scripts.map(fixOf))).toEqual(scripts.map(() => undefined));
  });

  it("add a constraint unchecked and leave the checking to a transaction of its own", async () => {
    const fix = await fixOf("ALTER TABLE s.t ADD CONSTRAINT c CHECK (a > 0)");
    expect(fix?.sql).toBe(
      'ALTER TABLE s.t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;\n-- In the next migration, so that this one\'s lock is not held while the rows are checked:\n-- ALTER TABLE "s"."t" VALIDATE CONSTRAINT "c";',
    );
    const notNull = await fixOf("ALTER TABLE t ALTER a SET NOT NULL");
    const left = await Promise.all([fix, notNull].map(async (one) => codes(await lint(one?.sql ?? ""))));
    expect(left).toEqual([[], []]);
  });
});
