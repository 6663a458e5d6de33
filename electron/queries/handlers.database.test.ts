import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SnapshotHead } from "../../shared/queries/model.ts";
import { quoteIdentifier } from "../../shared/sql/quote.ts";
import { openSession } from "../postgres/connect.ts";
import { parserInPlace } from "../sql/parser/sql-parser.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { createQueriesHandlers } from "./handlers.ts";

const context = { clientId: "c", signal: new AbortController().signal, report: () => undefined };

let test: TestDatabase;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "steward-queries-"));
  test = await createTestDatabase({ roles: ["guest"] });
  await run("owner", "CREATE TABLE runs (id int PRIMARY KEY, note text)", "GRANT SELECT ON runs TO PUBLIC");
});
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true });
});

const handlers = () =>
  createQueriesHandlers({ databases: test.databases, parser: parserInPlace, queriesFolder: folder });

async function run(role: string, ...statements: readonly string[]): Promise<void> {
  const parameters =
    role === "owner" ? test.parameters : role === "admin" ? test.adminParameters : test.parametersFor(role);
  const session = await openSession(parameters, { purpose: "test" });
  for (const sql of statements) await session.execute(sql);
  await session.close();
}

async function take(): Promise<SnapshotHead> {
  const attempt = await handlers()["queries.take"]({ ref: test.ref }, context);
  if (attempt.state !== "taken") throw new Error(attempt.message);
  return attempt.snapshot;
}

const interval = (from: SnapshotHead | null, to: SnapshotHead, given: { user?: string; text?: string } = {}) =>
  handlers()["queries.interval"](
    {
      ref: test.ref,
      from: from?.id ?? null,
      to: to.id,
      database: test.parameters.database,
      user: given.user ?? null,
      text: given.text ?? "",
    },
    context,
  );

describe("snapshots of pg_stat_statements", () => {
  it("give what two roles ran in between as one statement, which can be taken apart, and a trend", async () => {
    await run("owner", "SELECT note FROM runs WHERE id = 1");
    const first = await take();
    await run("owner", ...Array<string>(3).fill("SELECT note FROM runs WHERE id = 2"));
    await run("guest", "SELECT note FROM runs WHERE id = 3");
    await run("owner", "CREATE ROLE never_made PASSWORD 'hunter2' IN ROLE nobody_there").catch(() => undefined);
    const second = await take();
    const whole = await interval(first, second, { text: "note runs" });
    expect(whole.queries.map(({ sql, partCount, figures }) => [sql, partCount, figures.counters.calls])).toEqual([
      ["SELECT note FROM runs WHERE id = $1", 2, 4],
    ]);
    expect(whole).toMatchObject({ wasReset: false, fromAt: first.at, to: { id: second.id } });
    expect(whole.users).toEqual(expect.arrayContaining([test.parameters.user, test.roleName("guest")]));
    const guests = await interval(first, second, { user: test.roleName("guest"), text: "runs" });
    expect(guests.queries.map(({ figures }) => figures.counters.calls)).toEqual([1]);
    const { queryId = "", database = "" } = whole.queries[0] ?? {};
    const one = { ref: test.ref, from: first.id, to: second.id, database, user: null, queryId, of: database };
    const details = await handlers()["queries.details"](one, context);
    expect(details.parts.map(({ user, counters }) => [user, counters.calls]).sort()).toEqual(
      [
        [test.roleName("guest"), 1],
        [test.parameters.user, 3],
      ].sort(),
    );
    expect((await handlers()["queries.trend"](one, context)).map(({ calls }) => calls)).toEqual([4]);
    // The counters of this version are there, and those that it has not are not made up.
    const { serverVersion } = second;
    const { jitMs, readMs, walBytes } = details.figures.counters;
    expect([jitMs !== null, readMs !== null, walBytes !== null]).toEqual([serverVersion >= 150000, true, true]);
    expect((await handlers()["queries.snapshots"]({ ref: test.ref }, context)).map(({ id }) => id)).toEqual([
      second.id,
      first.id,
    ]);
    await expect(handlers()["queries.details"]({ ...one, queryId: "77" }, context)).rejects.toMatchObject({
      code: "notFound",
    });
  });

  it("are judged with the catalog beside them: a search in JSON without an index, and one call for each row", async () => {
    await run(
      "owner",
      `CREATE TABLE "docs ""x" (id int PRIMARY KEY, run_id int REFERENCES runs, data jsonb)`,
      "INSERT INTO runs SELECT n, 'note' FROM generate_series(1, 120) AS n ON CONFLICT DO NOTHING",
      `INSERT INTO "docs ""x" SELECT n, n % 120 + 1, json_build_object('a', n, 'pad', repeat('x', 200)) FROM generate_series(1, 12000) AS n`,
      `ANALYZE "docs ""x"`,
    );
    const search = `SELECT id FROM "docs ""x" WHERE data @> '{"a": 7}'`;
    const first = await take();
    await run("owner", search, "SELECT id FROM runs WHERE note = 'note'");
    const session = await openSession(test.parameters, { purpose: "test" });
    for (let id = 1; id <= 120; id++) await session.query("SELECT note FROM runs WHERE id = $1", [id]);
    await session.close();
    const second = await take();
    const codesOf = async (from: SnapshotHead, to: SnapshotHead, text: string) => {
      const { queries } = await interval(from, to, { text });
      return queries.map(({ findings }) =>
        findings.map(({ code }) => code).filter((code) => /-index|n-plus/.test(code)),
      );
    };
    expect(await codesOf(first, second, "docs data")).toEqual([["jsonb-without-index"]]);
    // How quick a lookup is depends on the machine: on a slow one it is no suspect.
    const suspected = (await codesOf(first, second, "note runs id = $")).flat();
    expect([[], ["n-plus-one"]]).toContainEqual(suspected);
    const [listed] = (await interval(first, second, { text: "docs data" })).queries;
    const { queryId = "", database = "" } = listed ?? {};
    const one = { ref: test.ref, from: first.id, to: second.id, database, user: null, queryId, of: database };
    const { findings } = await handlers()["queries.details"](one, context);
    const sql = findings.find(({ code }) => code === "jsonb-without-index")?.fix?.sql ?? "";
    expect(sql).toMatch(
      /^CREATE INDEX CONCURRENTLY docs_x_data_idx\n {2}ON public\."docs ""x" USING gin \(data jsonb_path_ops\);$/,
    );
    await run("owner", sql.replace(";", ""), search, "SET enable_bitmapscan = off", search);
    const third = await take();
    expect(await codesOf(second, third, "docs data @>")).toEqual([[]]);
  });

  it("notice that a statement's counters were reset, and keep its text", async () => {
    await run("owner", ...Array<string>(5).fill("SELECT count(*) FROM runs"));
    const first = await take();
    const before = await interval(null, first, { text: "count runs" });
    const { queryId = "" } = before.queries[0] ?? {};
    await run("admin", `SELECT pg_stat_statements_reset(0, 0, ${queryId})`);
    await run("owner", "SELECT count(*) FROM runs");
    const second = await take();
    const after = await interval(first, second, { text: "count runs" });
    expect(after.queries.map(({ figures, sql }) => [figures.counters.calls, figures.isPartial, sql])).toEqual([
      [1, true, "SELECT count(*) FROM runs"],
    ]);
    await run("admin", `SELECT pg_stat_statements_reset(0, 0, ${queryId})`);
    const third = await take();
    expect((await interval(second, third)).goneEntries).toBeGreaterThan(0);
    const still = await interval(first, second, { text: "count runs" });
    expect(still.queries[0]?.sql).toBe("SELECT count(*) FROM runs");
  });

  it("hide what a role may not see, say how much that is, and what to do without the extension", async () => {
    const asGuest = await openSession(test.parametersFor("guest"), { purpose: "guest" });
    const guests = createQueriesHandlers({
      databases: {
        ...test.databases,
        read: async (_ref, _cause, read) => {
          await asGuest.execute("BEGIN READ ONLY");
          try {
            return await read(asGuest);
          } finally {
            await asGuest.execute("ROLLBACK");
          }
        },
      },
      parser: parserInPlace,
      queriesFolder: join(folder, "guest"),
    });
    const attempt = await guests["queries.take"]({ ref: test.ref }, context);
    expect(attempt).toMatchObject({ state: "taken", snapshot: { hiddenEntries: expect.any(Number) } });
    expect(attempt.state === "taken" && attempt.snapshot.hiddenEntries > 0).toBe(true);
    await run("admin", "REVOKE SELECT ON pg_stat_statements FROM PUBLIC");
    expect(await guests["queries.take"]({ ref: test.ref }, context)).toMatchObject({ why: "notReadable" });
    await run("admin", "DROP EXTENSION pg_stat_statements");
    expect(await guests["queries.take"]({ ref: test.ref }, context)).toMatchObject({
      why: "notInstalled",
      sql: "CREATE EXTENSION pg_stat_statements",
    });
    const schema = quoteIdentifier('the "odd; schema');
    await run("admin", `CREATE SCHEMA ${schema}`, `CREATE EXTENSION pg_stat_statements SCHEMA ${schema} VERSION '1.8'`);
    await run("admin", `GRANT USAGE ON SCHEMA ${schema} TO PUBLIC`);
    const old = await guests["queries.take"]({ ref: test.ref }, context);
    expect(old).toMatchObject({
      state: "taken",
      snapshot: { extensionVersion: "1.8", resetAt: null, deallocations: 0 },
    });
    await asGuest.close();
    await handlers()["queries.forget"]({ ref: test.ref, id: null }, context);
    expect(await handlers()["queries.snapshots"]({ ref: test.ref }, context)).toEqual([]);
  });
});
