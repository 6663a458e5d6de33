import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MigrationFinding, RehearsedStatement } from "../../../shared/changes/model.ts";
import { quoteIdentifier } from "../../../shared/sql/quote.ts";
import { openSession } from "../../postgres/connect.ts";
import type { OwnedSession } from "../../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { noCost } from "../rehearsal/measuring/observe-backend.ts";
import { runPass } from "../rehearsal/run-pass.ts";
import { prepareScript } from "../script/prepare-script.ts";
import { readLintCatalog } from "./catalog/read-lint-catalog.ts";
import { lintScript, textOnly } from "./lint-script.ts";
import { lintRules } from "./registry.ts";
import { claims } from "./testing/claims.ts";

let test: TestDatabase;
let runner: OwnedSession;
let observer: OwnedSession;
beforeAll(async () => {
  test = await createTestDatabase({ asSuperuser: true });
  runner = await openSession(test.adminParameters, { purpose: "rehearsal" });
  observer = await openSession(test.adminParameters, { purpose: "rehearsal observer" });
});
afterAll(async () => {
  await runner.close();
  await observer.close();
  await test.close();
});

/** Weakest first, by what they keep out. */
const strength = [
  "RowExclusive",
  "ShareUpdateExclusive",
  "Share",
  "ShareRowExclusive",
  "Exclusive",
  "AccessExclusive",
] as const;

const base = `CREATE TABLE u (id bigint PRIMARY KEY);
INSERT INTO u SELECT n FROM generate_series(1, 300) n;
CREATE DOMAIN d AS int;
CREATE TABLE t (id bigint NOT NULL, a int, b varchar(10) CHECK (b <> ''), c text, p bigint, v d, r int4range,
  CONSTRAINT f FOREIGN KEY (p) REFERENCES u);
INSERT INTO t SELECT n, n, n::text, n::text, n, n, int4range(n, n + 1) FROM generate_series(1, 300) n;
CREATE INDEX t_a ON t (a);
CREATE UNIQUE INDEX t_n ON t (a, id);
CREATE TABLE parted (id int) PARTITION BY RANGE (id);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (1) TO (1000);
CREATE TABLE child (id int);
INSERT INTO child SELECT n FROM generate_series(2000, 2300) n;
CREATE MATERIALIZED VIEW m AS SELECT a FROM t;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();
CREATE POLICY pol ON t USING (a = 1);
CREATE PUBLICATION pub`;

/** As the database's owner, which is who a rehearsal runs as. */
async function freshTables() {
  await runner.execute("RESET ROLE");
  const { rows } = await runner.query(
    "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()",
  );
  const owner = quoteIdentifier(rows[0]?.[0] ?? "");
  await runner.execute("DROP SCHEMA IF EXISTS public CASCADE");
  await runner.execute("DROP PUBLICATION IF EXISTS pub");
  await runner.execute(`CREATE SCHEMA public AUTHORIZATION ${owner}`);
  await runner.execute(`SET ROLE ${owner}`);
  for (const { sql } of await prepareScript(base)) await runner.execute(sql);
  await runner.execute("ANALYZE");
}

/** The rule's finding on the script's last statement, and that statement as the server ran it. */
async function measure(code: string, sql: string) {
  await freshTables();
  const statements = await prepareScript(sql);
  const known = await readLintCatalog(observer, statements);
  const script = { migrationId: "0001_x", direction: "up", text: sql, statements, hasDown: true } as const;
  const findings = await lintScript(script, { ...textOnly, ...known });
  const sessions = { runner, observer, signal: new AbortController().signal, started: () => undefined, cost: noCost() };
  const measured = await runPass(sessions, "up", [{ migrationId: "0001_x", direction: "up", statements }]);
  const finding = findings.find((one) => one.code === code);
  const at = finding?.statementIndex ?? 0;
  return {
    finding,
    statement: measured[at],
    before: measured.slice(0, at),
    failed: measured.find(({ error }) => error),
  };
}

/** `before`: the statements before it, whose locks may still be held while it runs, which is what some rules are about. */
function judge(finding: MigrationFinding, statement: RehearsedStatement, before: readonly RehearsedStatement[]) {
  const startMs = statement.startMs ?? 0;
  const earlier = before.flatMap(({ locks }) => locks).filter(({ toMs }) => (toMs ?? 0) > startMs);
  const locks = [...statement.locks, ...earlier];
  const modes = locks.map(({ mode }) => strength.indexOf(mode as (typeof strength)[number])); // an unknown one is -1
  const claimed = strength.indexOf(finding.lock as (typeof strength)[number]);
  return {
    lock: Math.max(-1, ...modes) >= claimed ? "held" : `only ${locks.map(({ mode }) => mode).join(", ")}`,
    rewrites: statement.rewrites.length > 0,
    scans: (statement.scans ?? []).length > 0,
  };
}

describe("what a rule claims is what the server does", () => {
  for (const { code, sql } of claims)
    it(`${code}: ${sql.split("\n").at(-1)}`, async () => {
      const { finding, statement, before, failed } = await measure(code, sql);
      expect(failed?.error?.message).toBeUndefined();
      expect(finding?.code).toBe(code);
      if (!finding || !statement) return;
      const seen = judge(finding, statement, before);
      expect(seen.lock).toBe("held");
      if (finding.cost === "rewrite") expect(seen.rewrites).toBe(true);
      if (finding.cost === "scan") expect([seen.rewrites, seen.scans]).toEqual([false, true]);
      if (finding.cost === "metadata" && code !== "truncate")
        expect([seen.rewrites, seen.scans]).toEqual([false, false]);
    });

  it("is held against the server for every rule with a lock that runs in a transaction", () => {
    const withLock = lintRules.filter(({ lock }) => lock !== null).map(({ code }) => code);
    // One is about waiting, outside transactions; one about a statement that fails.
    const elsewhere = ["cic-waits-old-xact", "add-column-required"];
    const held = new Set<string>(claims.map(({ code }) => code));
    expect(withLock.filter((code) => !held.has(code) && !elsewhere.includes(code))).toEqual([]);
  });
});

describe("what no rule finds is harmless", () => {
  const harmless = [
    "ALTER TABLE t ALTER b TYPE varchar(20)",
    "ALTER TABLE t ALTER c TYPE varchar",
    "ALTER TABLE t ADD x int DEFAULT 7",
    "ALTER TABLE t ADD x timestamptz DEFAULT now()",
    "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID",
    "ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (id) REFERENCES u NOT VALID",
  ];
  for (const sql of harmless)
    it(sql, async () => {
      const { statement } = await measure("", sql);
      expect([statement?.error, statement?.rewrites]).toEqual([null, []]);
    });
});
