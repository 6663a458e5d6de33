import { afterAll, beforeAll, expect, it } from "vitest";
import type { AdviserFacts, QueryAdvice } from "../../shared/adviser/model.ts";
import { quoteIdentifier } from "../../shared/sql/quote.ts";
import { openSession } from "../postgres/connect.ts";
import type { OwnedSession } from "../postgres/session.ts";
import { parserInPlace } from "../sql/parser/sql-parser.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { adviseFromEstimate } from "./advise-from-estimate.ts";
import { adviseOnBranch } from "./advise-on-branch.ts";
import { readFacts } from "./facts/read-facts.ts";
import { readTables } from "./facts/read-tables.ts";
import { estimateQuery } from "./proof/measure-query.ts";
import { readQuery } from "./read-query.ts";
import { type AdviserCase, readCases } from "./testing/read-cases.ts";

/** One of each kind; all of them with STEWARD_ADVISER_CASES=all, or those whose names start with its value. */
const ordinary = [
  "equality-two-and-range",
  "partial-status",
  "covering-lookup",
  "foreign-key-delete",
  "join-inner",
  "either-needs-both",
  "none-low-selectivity",
  "none-large-offset",
  "none-correlated",
  "none-write-heavy",
];
const wanted = process.env.STEWARD_ADVISER_CASES;
const cases = (await readCases()).filter(({ name }) =>
  wanted === undefined ? ordinary.includes(name) : wanted === "all" || name.startsWith(wanted),
);

let target: TestDatabase;
let branch: OwnedSession;
let branchName: string;
let serverVersion = 0;

beforeAll(async () => {
  target = await createTestDatabase({ asSuperuser: true });
  await target.databases.write(target.ref, { purpose: "test" }, async (session) => {
    await session.execute("CREATE EXTENSION pg_trgm");
    serverVersion = Number((await session.query("SELECT current_setting('server_version_num')")).rows[0]?.[0]);
    for (const one of cases) {
      await session.execute(`CREATE SCHEMA ${quoteIdentifier(one.name)}`);
      await session.execute(`SET search_path = ${quoteIdentifier(one.name)}, public`);
      for (const { sql } of await parserInPlace.parse(one.setup)) await session.execute(sql);
    }
    await session.execute("VACUUM (ANALYZE)");
    if (serverVersion >= 150000) await session.query("SELECT pg_stat_force_next_flush()");
  });
  branchName = `${target.parameters.database}_branch`;
  await target.databases.close();
  const admin = await openSession({ ...target.adminParameters, database: "postgres" }, { purpose: "test" });
  await admin.execute(`CREATE DATABASE ${branchName} TEMPLATE ${target.parameters.database}`);
  await admin.close();
  branch = await openSession({ ...target.adminParameters, database: branchName }, { purpose: "test" });
});
afterAll(async () => {
  await branch.close();
  const admin = await openSession({ ...target.adminParameters, database: "postgres" }, { purpose: "test" });
  await admin.execute(`DROP DATABASE ${branchName}`);
  await admin.close();
  await target.close();
});

async function advise({ name, query }: AdviserCase): Promise<QueryAdvice> {
  await branch.execute(`SET search_path = ${quoteIdentifier(name)}, public`);
  const readTarget = (facts: AdviserFacts) =>
    target.databases.read(target.ref, "test", (session) => readTables(session, serverVersion, facts.tables));
  return await adviseOnBranch({
    session: branch,
    query: await readQuery(query, parserInPlace),
    parameters: [],
    readTarget,
    updates: [],
    calls: null,
    timeoutMs: 30_000,
    signal: new AbortController().signal,
    report: () => undefined,
  });
}

/** What was advised, as the cases write it. */
function brief({ recommendations, none }: QueryAdvice): string {
  if (none !== null) return `none ${none.code}`;
  const words = recommendations.map(({ ddl, table }) => {
    const match = /ON \S+\.\S+(?: USING (\w+))? (\(.*\))$/s.exec(
      ddl
        .replace(/;$/, "")
        .replace(/\s+WHERE .*$/s, "")
        .replace(/ INCLUDE .*$/s, ""),
    );
    const include = / INCLUDE \(([^)]*)\)/.exec(ddl)?.[1];
    const where = /\sWHERE (.*);$/s.exec(ddl)?.[1];
    const keys = (match?.[2] ?? "?").replaceAll("::text", "");
    return `${table}: ${match?.[1] ?? "btree"} ${keys}${include ? ` include (${include})` : ""}${where ? ` where ${where.toLowerCase()}` : ""}`;
  });
  return words.toSorted().join(" + ");
}

it.for(cases)("$name: $title", async (one, context) => {
  context.skip(serverVersion < one.since * 10_000, `since ${one.since}`);
  const advice = await advise(one);
  const said = brief(advice);
  const explained = JSON.stringify(
    { said, none: advice.none, before: advice.before, after: advice.after, refused: advice.refused },
    null,
    1,
  );
  expect(one.expected, explained).toContain(said);
  for (const { before, after, proven } of advice.recommendations)
    expect([proven, after !== null && before !== null]).toEqual([true, true]);
});

it("says the same without a branch, unless only a measurement can tell", async () => {
  const wrong: string[] = [];
  for (const one of cases.filter(({ since, isMeasured }) => serverVersion >= since * 10_000 && !isMeasured)) {
    const query = await readQuery(one.query, parserInPlace);
    const advice = await target.databases.write(target.ref, { purpose: "test" }, async (session) => {
      await session.execute(`SET search_path = ${quoteIdentifier(one.name)}, public`);
      const plan = await estimateQuery(session, query.sql, new AbortController().signal);
      return adviseFromEstimate(query, plan, await readFacts(session, plan), []);
    });
    if (!one.expected.includes(brief(advice))) wrong.push(`${one.name}: ${brief(advice)}`);
  }
  expect(wrong).toEqual([]);
});

it("leaves nothing behind, on the branch and on the target", async () => {
  const sql = `SELECT pg_catalog.string_agg(n.nspname || '.' || c.relname || ' ' || c.relkind::text, ' ' ORDER BY n.nspname, c.relname)
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'`;
  const onBranch = await branch.query(sql);
  const onTarget = await target.databases.read(target.ref, "test", (session) => session.query(sql));
  expect(onBranch.rows).toEqual(onTarget.rows);
});
