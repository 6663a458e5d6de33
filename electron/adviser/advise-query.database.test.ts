import { afterAll, beforeAll, expect, it } from "vitest";
import { openSession } from "../postgres/connect.ts";
import { parserInPlace } from "../sql/parser/sql-parser.ts";
import { createTemplateBench, type TemplateBench } from "../testing/template-bench.ts";
import { adviseQuery } from "./advise-query.ts";
import { adviseWorkload } from "./workload/advise-workload.ts";

let bench: TemplateBench;
let databases: TemplateBench["databases"];
const ref = { connectionId: "c1" };

beforeAll(async () => {
  bench = await createTemplateBench();
  databases = bench.databases;
  await databases.write(ref, { purpose: "test" }, async (session) => {
    await session.execute(`CREATE TABLE "odd ""name" (id int PRIMARY KEY, "Kunde; Nr" int, note text)`);
    await session.execute(
      `INSERT INTO "odd ""name" SELECT n, n * 7919 % 2000, repeat('x', 60) FROM generate_series(1, 20000) n`,
    );
    await session.execute("VACUUM ANALYZE");
  });
});
afterAll(() => bench.close());

const sql = `SELECT * FROM "odd ""name" WHERE "Kunde; Nr" = $1`;
const ddl = `CREATE INDEX CONCURRENTLY odd_name_kunde_nr_idx
  ON public."odd ""name" ("Kunde; Nr");`;

function advise(text: string, hasBranches: boolean, onStep: (step: string) => void = () => undefined) {
  const stop = new AbortController();
  const fork = { controlPlane: bench.plane, projectId: bench.projectId, parentId: "root" };
  return adviseQuery(
    { databases, parser: parserInPlace, forkOf: async () => (hasBranches ? fork : null) },
    { ref, sql: text, timeoutMs: 30_000 },
    {
      signal: stop.signal,
      report: ({ step }) => {
        onStep(step);
        if (step.startsWith("building") && text.includes("/* stop */")) stop.abort();
      },
    },
  );
}

/** Everything in the target's catalog, and which branches there are. */
async function traces() {
  const list = `SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT datname FROM pg_database WHERE datname LIKE '%advice%' ORDER BY 1`;
  const relations = await databases.read(ref, "test", (session) => session.query(list));
  return [relations.rows.flat(), (await bench.plane.listBranches(bench.projectId)).map(({ id }) => id)];
}

it("proves an index on a branch, with a value in place of the parameter, and leaves nothing behind", async () => {
  const before = await traces();
  const advice = await advise(sql, true);
  expect(advice).toMatchObject({
    query: sql,
    none: null,
    parameters: [expect.stringMatching(/^'\d+'$/)],
    recommendations: [
      {
        ddl,
        downDdl: `DROP INDEX CONCURRENTLY IF EXISTS public.odd_name_kunde_nr_idx;`,
        family: "equality",
        proven: true,
        redundantIndexes: [],
        writeCost: { walBytesPerRow: expect.any(Number), endsHotFor: [] },
      },
    ],
  });
  const [one] = advice.recommendations;
  expect((one?.after?.buffers ?? 1) * 10).toBeLessThan(one?.before?.buffers ?? 0);
  expect(one?.sizeBytes).toBeGreaterThan(8192);
  expect(await traces()).toEqual(before);
});

it("leaves nothing behind when it is cancelled while it builds", async () => {
  const before = await traces();
  await expect(advise(`${sql} /* stop */`.replace("$1", "7"), true)).rejects.toMatchObject({ code: "cancelled" });
  expect(await traces()).toEqual(before);
});

it("only plans the query where there are no branches, and says that nothing is proven", async () => {
  expect(await advise(sql, false)).toMatchObject({
    none: null,
    before: null,
    otherAdvice: [{ kind: "remark", message: expect.stringMatching(/^Not proven/) }],
    recommendations: [{ ddl, proven: false, sizeBytes: null, before: null, after: null }],
  });
});

it("advises on the workload as one list of indexes, each with the queries that it serves", async () => {
  const admin = await openSession(bench.test.adminParameters, { purpose: "test admin" });
  await admin.execute("SELECT pg_stat_statements_reset()");
  await admin.close();
  await databases.write(ref, { purpose: "test" }, async (session) => {
    await session.execute("CREATE TABLE visits (id int PRIMARY KEY, who int, at int, note text)");
    await session.execute(
      "INSERT INTO visits SELECT n, n * 7919 % 1000, n * 7907 % 30000, repeat('x', 60) FROM generate_series(1, 20000) n",
    );
    await session.execute("VACUUM ANALYZE visits");
    for (let run = 0; run < 3; run += 1) {
      await session.query("SELECT * FROM visits WHERE who = $1", [7]);
      await session.query("SELECT * FROM visits WHERE who = $1 AND at > $2", [7, 29_000]);
      await session.query("SELECT count(*) FROM visits WHERE id = 7");
      await session.execute("UPDATE visits SET at = at WHERE id = 7");
    }
  });
  const before = await traces();
  const { queries, recommendations, notRead, partitions } = await adviseWorkload(
    {
      databases,
      parser: parserInPlace,
      forkOf: async () => ({ controlPlane: bench.plane, projectId: bench.projectId, parentId: "root" }),
    },
    { ref, limit: 20, timeoutMs: 30_000 },
    { signal: new AbortController().signal, report: () => undefined },
  );
  const outcomes = new Map(queries.map(({ sql: text, outcome, code }) => [text, code ?? outcome]));
  expect([notRead, partitions, Object.fromEntries(outcomes)]).toEqual([
    null,
    [],
    expect.objectContaining({
      "SELECT * FROM visits WHERE who = $1": "index",
      "SELECT * FROM visits WHERE who = $1 AND at > $2": "index",
      "SELECT count(*) FROM visits WHERE id = $1": "alreadyServed",
    }),
  ]);
  expect(recommendations).toMatchObject([
    {
      ddl: "CREATE INDEX CONCURRENTLY visits_who_at_idx\n  ON public.visits (who, at);",
      proven: true,
      writeCost: { endsHotFor: [{ column: "at", calls: 3 }] },
    },
  ]);
  const served = recommendations[0]?.helps.map(({ query }) => queries[query]?.sql);
  expect(new Set(served)).toEqual(
    new Set(["SELECT * FROM visits WHERE who = $1", "SELECT * FROM visits WHERE who = $1 AND at > $2"]),
  );
  expect(await traces()).toEqual(before);
});

it("tells what it cannot advise on", async () => {
  const codes = [];
  for (const text of ["SELECT 1; SELECT 2", "", "VACUUM", "SELECT", "SELECT * FROM gone"])
    codes.push(await advise(text, false).catch((error: { code: string }) => error.code));
  expect(codes).toEqual(["invalidInput", "invalidInput", "invalidInput", expect.anything(), "sql"]);
  await expect(advise(`SELECT * FROM "odd ""name" WHERE repeat(note, $1) = 'x'`, false)).rejects.toMatchObject({
    code: "invalidInput",
    message: "No value could be found for $1.",
  });
});
