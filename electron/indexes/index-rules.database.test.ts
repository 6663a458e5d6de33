// Each check on a table made for it and on a near miss beside it, as far as this server has what it needs.
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { IndexFinding, IndexHealth } from "../../shared/indexes/contract.ts";
import { openSession } from "../postgres/connect.ts";
import type { OwnedSession } from "../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { checkIndexes } from "./check-indexes.ts";

const schema = `
CREATE TABLE narrow (a int, b int, c int);
INSERT INTO narrow SELECT n, n % 10000, n % 9999 FROM generate_series(1, 20000) n;
CREATE INDEX narrow_abc_idx ON narrow (a, b, c);
CREATE INDEX narrow_bca_idx ON narrow (b, c, a);
CREATE INDEX narrow_cab_idx ON narrow (c, a, b);
CREATE INDEX narrow_bac_idx ON narrow (b, a, c);
CREATE TABLE wide (a int, b text);
INSERT INTO wide SELECT n, repeat('x', 300) FROM generate_series(1, 20000) n;
CREATE INDEX wide_a_idx ON wide (a);

CREATE TABLE busy (id int, seen int, kind int) WITH (fillfactor = 50, autovacuum_enabled = off);
INSERT INTO busy SELECT n, n, n FROM generate_series(1, 10000) n;
CREATE INDEX busy_seen_idx ON busy (seen);
CREATE TABLE calm (id int, seen int, kind int) WITH (fillfactor = 50, autovacuum_enabled = off);
INSERT INTO calm SELECT n, n, n FROM generate_series(1, 10000) n;
CREATE INDEX calm_kind_idx ON calm (kind);

CREATE TABLE job (id int, state text, closed_at int, even boolean, size int);
INSERT INTO job SELECT n, CASE WHEN n % 50 = 0 THEN 'it''s open' ELSE 'done' END, CASE WHEN n % 10 = 0 THEN n END, n % 2 = 0, n % 300
  FROM generate_series(1, 20000) n;
CREATE INDEX job_state_idx ON job (state);
CREATE INDEX job_closed_idx ON job (closed_at);
CREATE INDEX job_even_idx ON job (even);
CREATE INDEX job_size_idx ON job (size);

CREATE TABLE log (at int, other int, filler text);
ALTER TABLE log ALTER filler SET STORAGE PLAIN;
INSERT INTO log SELECT n, (n * 7919) % 70001, repeat('x', 1000) FROM generate_series(1, 70000) n;
CREATE INDEX log_at_idx ON log (at);
CREATE INDEX log_other_idx ON log (other);
CREATE INDEX log_at_brin ON log USING brin (at) WITH (autosummarize = on);
CREATE INDEX log_other_brin ON log USING brin (other) WITH (autosummarize = on);
CREATE INDEX log_lagging_brin ON log USING brin (at, other) WITH (pages_per_range = 32);

CREATE TABLE person (id int PRIMARY KEY, email text NOT NULL, phone text, UNIQUE (phone));
INSERT INTO person SELECT n, 'p' || n, 'n' || n FROM generate_series(1, 20000) n;
CREATE UNIQUE INDEX person_email_one ON person (email);
CREATE UNIQUE INDEX person_email_two ON person (email);
CREATE UNIQUE INDEX person_phone_two ON person (phone);
CREATE TABLE letter (person_email text REFERENCES person (email));
CREATE INDEX person_lower_idx ON person (lower(email));
CREATE INDEX person_email_c_idx ON person (email COLLATE "C");
CREATE INDEX person_email_pattern_idx ON person (email text_pattern_ops);
CREATE INDEX person_email_included_idx ON person (id) INCLUDE (email, phone);

CREATE TABLE part (id int, at int, size int) PARTITION BY RANGE (id);
CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (10000);
CREATE TABLE part_2 PARTITION OF part FOR VALUES FROM (10000) TO (30000);
INSERT INTO part SELECT n, n, n FROM generate_series(1, 29000) n;
CREATE INDEX part_at_one ON part (at);
CREATE INDEX part_at_two ON part (at);
CREATE INDEX part_size_idx ON ONLY part (size);
ANALYZE`;

let test: TestDatabase;
let health: IndexHealth;
const write = (sql: string) => test.databases.write(test.ref, { purpose: "test" }, (session) => session.execute(sql));
const check = () => test.databases.read(test.ref, "check", (session) => checkIndexes(session, () => undefined));
const found = (code: string, of: IndexHealth = health) =>
  of.findings.filter((finding) => finding.code === code).map(({ subject }) => subject.replace("public.", ""));
const one = (code: string): IndexFinding | undefined => health.findings.find((finding) => finding.code === code);

beforeAll(async () => {
  test = await createTestDatabase({ roles: ["blind"] });
  for (const sql of schema.split(";\n")) await write(sql);
  await write("UPDATE busy SET seen = seen + 1");
  await write("UPDATE calm SET seen = seen + 1");
  // Counters arrive a moment after the statement that was counted.
  await vi.waitFor(
    async () => {
      const counted = await write(
        "SELECT pg_stat_get_tuples_updated('busy'::regclass), pg_stat_get_tuples_updated('calm'::regclass), pg_stat_get_tuples_inserted('log'::regclass)",
      );
      expect(counted.rows).toEqual([["10000", "10000", "70000"]]);
    },
    { timeout: 20_000, interval: 100 },
  );
  health = await check();
});
afterAll(() => test.close());

it("a table is over-indexed by bytes, and another is not", () => {
  expect(found("over-indexed-table").toSorted()).toEqual(["narrow", "person"]);
  expect(health.findings.find(({ subject }) => subject === "public.narrow")?.evidence).toMatchObject({
    indexes: 4,
    columnsThatPreventHot: "a, b, c",
  });
});

it("updates of an indexed column are not HOT, those of another are", () => {
  expect(found("few-hot-updates")).toEqual(["busy"]);
  expect(one("few-hot-updates")?.evidence).toMatchObject({
    updates: 10_000,
    hotShare: 0,
    columnsThatPreventHot: "seen",
  });
});

it("indexes of few values are candidates for a partial index, which serves the query for the rare value", async () => {
  expect(found("low-cardinality-index").toSorted()).toEqual(["job_closed_idx", "job_even_idx", "job_state_idx"]);
  const state = health.findings.find(
    ({ subject, code }) => subject === "public.job_state_idx" && code.startsWith("low"),
  );
  expect(state?.fix?.sql).toContain("WHERE state <> 'done'");
  for (const sql of (state?.fix?.sql ?? "").split(/(?<=;)\n/)) await write(sql);
  const plan = await test.databases.write(test.ref, { purpose: "test" }, (session) =>
    session.transaction(async (inside) => {
      await inside.execute("SET LOCAL enable_seqscan = off");
      return await inside.query("EXPLAIN SELECT id FROM job WHERE state = 'it''s open'");
    }),
  );
  expect(plan.rows.flat().join(" ")).toContain("job_state_partial_idx");
  for (const sql of (state?.fix?.downSql ?? "").split(/(?<=;)\n/)) await write(sql);
});

it("BRIN is advised where rows lie in order, told to be useless where they do not, and to lag where nothing summarises", () => {
  expect([found("brin-candidate"), found("brin-without-correlation"), found("brin-without-autosummarize")]).toEqual([
    ["log_at_idx"],
    ["log_other_brin"],
    ["log_lagging_brin"],
  ]);
});

it("of unique indexes that check the same, the one that a foreign key refers by stays", () => {
  const kept = health.findings.find(({ code, table }) => code === "duplicate-index" && table === "person");
  expect(
    found("duplicate-index")
      .filter((name) => name.startsWith("person"))
      .toSorted(),
  ).toHaveLength(2);
  expect(found("duplicate-index")).toContain("person_phone_two");
  expect(kept?.fix?.downSql).toContain("CREATE UNIQUE INDEX CONCURRENTLY");
});

it("other collations, operator classes and payloads are no duplicates, and an expression owns statistics", () => {
  const subjects = health.findings.filter(({ code }) => /duplicate|redundant/.test(code)).map(({ subject }) => subject);
  expect(subjects.filter((subject) => /_c_idx|pattern|included|lower/.test(subject))).toEqual([]);
  expect(found("unused-index")).not.toContain("person_lower_idx");
  expect(found("unused-index")).toContain("person_email_c_idx");
});

it("indexes of a partitioned table have the size of its parts, and are dropped as Postgres allows", async () => {
  const duplicate = health.findings.find(({ code, table }) => code === "duplicate-index" && table === "part");
  expect(Number(duplicate?.evidence.savedBytes)).toBeGreaterThan(300_000);
  await write(duplicate?.fix?.sql ?? "");
  await write(duplicate?.fix?.downSql ?? "");
  const invalid = health.findings.find(({ code }) => code === "invalid-index");
  expect([invalid?.subject, invalid?.fix]).toEqual(["public.part_size_idx", undefined]);
});

it("every fix that was drafted runs, and runs back", async () => {
  const fixes = health.findings.filter(({ code }) => !/^(unused|duplicate|redundant|low)/.test(code));
  for (const { fix } of fixes)
    for (const script of fix ? [fix.sql, fix.downSql ?? ""] : [])
      for (const sql of script.split(/(?<=;)\n/)) if (sql !== "") await write(sql);
  expect(
    fixes
      .filter(({ fix }) => fix)
      .map(({ code }) => code)
      .toSorted(),
  ).toEqual(["brin-candidate", "brin-without-autosummarize", "brin-without-correlation"]);
});

it("an index that is being built is not invalid, also for who may not see who builds it; a locked table is told", async () => {
  const open = (purpose: string) => openSession(test.parameters, { purpose });
  const [holder, builder] = await Promise.all([open("holder"), open("builder")]);
  const until = (ask: OwnedSession, sql: string) =>
    vi.waitFor(async () => expect((await ask.query(sql)).rows).toEqual([["1"]]), { timeout: 20_000, interval: 50 });
  await holder.execute("BEGIN");
  await holder.execute("INSERT INTO calm VALUES (0, 0, 0)"); // the build waits for it
  const building = builder.execute("CREATE INDEX CONCURRENTLY calm_id_idx ON calm (id)");
  building.catch(() => undefined); // awaited below, unless something before it fails
  const watcher = await openSession(test.adminParameters, { purpose: "watcher" });
  await until(watcher, "SELECT count(*)::text FROM pg_index WHERE indexrelid = to_regclass('calm_id_idx')");
  const blind = await openSession(test.parametersFor("blind"), { purpose: "blind" });
  const lookAs = async (session: OwnedSession) => {
    await session.execute("BEGIN READ ONLY");
    const seen = await checkIndexes(session, () => undefined);
    await session.execute("ROLLBACK");
    return found("invalid-index", seen);
  };
  expect([await lookAs(watcher), await lookAs(blind)]).toEqual([["part_size_idx"], ["part_size_idx"]]);
  await holder.execute("LOCK TABLE wide IN ACCESS EXCLUSIVE MODE");
  const during = await check();
  expect(during.notChecked).toEqual([
    { what: "public.wide", message: expect.any(String), hint: expect.stringContaining("Another session holds a lock") },
  ]);
  expect(found("over-indexed-table", during)).toContain("narrow");
  await holder.execute("ROLLBACK");
  await building;
  for (const session of [holder, builder, watcher, blind]) await session.close();
});
