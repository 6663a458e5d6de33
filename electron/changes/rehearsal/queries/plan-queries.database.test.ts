import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession } from "../../../postgres/connect.ts";
import type { OwnedSession } from "../../../postgres/session.ts";
import { parserInPlace } from "../../../sql/parser/sql-parser.ts";
import { createTestDatabase, type TestDatabase } from "../../../testing/test-database.ts";
import { planQueries } from "./plan-queries.ts";
import { readGivenQueries } from "./read-queries.ts";

let test: TestDatabase;
let session: OwnedSession;
const { signal } = new AbortController();
beforeAll(async () => {
  test = await createTestDatabase();
  session = await openSession(test.parameters, { purpose: "test" });
  await session.execute("CREATE TABLE t (id int PRIMARY KEY, a text)");
  await session.execute("INSERT INTO t SELECT n, n::text FROM generate_series(1, 5000) n");
  await session.execute("ANALYZE t");
});
afterAll(async () => {
  await session.close();
  await test.close();
});

const plan = async (...queries: string[]) =>
  await planQueries(
    session,
    queries.map((sql) => ({ sql, calls: null, totalMs: null })),
    signal,
  );

describe("planning without running", () => {
  it("leaves parameters open, and writes nothing", async () => {
    const answers = await plan(
      "SELECT * FROM t WHERE id = $1",
      "SELECT * FROM t WHERE a = $1 LIMIT $2",
      "UPDATE t SET a = $1 WHERE id = $2",
      "DELETE FROM t",
      "SELECT count(*) FROM t",
    );
    expect(answers.map((answer) => answer.plan?.shape.join(", ") ?? answer)).toEqual([
      "Index Scan t using t_pkey",
      "Limit, Seq Scan t",
      "ModifyTable t, Index Scan t using t_pkey",
      "ModifyTable t, Seq Scan t",
      "Aggregate, Seq Scan t",
    ]);
    expect((await session.query("SELECT count(*) FROM t")).rows).toEqual([["5000"]]);
  });

  it("says what the server refuses, and goes on with the next", async () => {
    const answers = await plan(
      "SELECT nothing FROM t",
      "SELECT 1; DROP TABLE t",
      "SELECT interval $1",
      "SELECT a FROM t",
    );
    expect(answers.map((answer) => (answer.plan === null ? answer.sqlstate : "planned"))).toEqual([
      "42703",
      "42601",
      "42601",
      "planned",
    ]);
    expect(
      (await session.query("SELECT count(*) FROM pg_prepared_statements WHERE name = 'steward_planned'")).rows,
    ).toEqual([["0"]]);
  });

  it("takes the statements of a file that have a plan", async () => {
    const given = await readGivenQueries("SET x.y = 1; SELECT 1 FROM t; DROP TABLE t; DELETE FROM t", parserInPlace);
    expect([given.source, given.reason, given.queries.map(({ sql }) => sql.trim())]).toEqual([
      "file",
      null,
      ["SELECT 1 FROM t", "DELETE FROM t"],
    ]);
    const many = await readGivenQueries("SELECT 1 FROM t;".repeat(33), parserInPlace);
    expect([many.queries.length, many.reason]).toEqual([30, "3 queries beyond the first 30 were left out."]);
  });
});
