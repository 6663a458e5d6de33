// A rehearsal where branches are databases of the same server: the template control plane's.
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Connection } from "../../../shared/connections/model.ts";
import { parserInPlace } from "../../sql/parser/sql-parser.ts";
import { createTemplateBench, type TemplateBench } from "../../testing/template-bench.ts";
import { lintMigration } from "../lint/lint-migration.ts";
import { rehearse } from "./rehearse.ts";

let bench: TemplateBench;
beforeAll(async () => {
  bench = await createTemplateBench();
  await bench.databases.write(bench.ref, { purpose: "test" }, async (session) => {
    await session.execute("CREATE TABLE item (id int PRIMARY KEY, amount int)");
    await session.execute("INSERT INTO item SELECT n, n FROM generate_series(1, 3000) n");
    await session.execute("ANALYZE item");
  });
});
afterAll(() => bench.close());

it("measures up, down and up on a copy of the database, and leaves the server as it was", async () => {
  const { projectId, plane, databases, ref, test } = bench;
  const { host, port, database, user } = test.parameters;
  const branches = { projectId, defaultBranchId: "root" };
  const target = { kind: "server", host, port, tls: "disable", branches } as const;
  const connection: Connection = {
    id: ref.connectionId,
    name: "Shop",
    environment: "staging",
    database,
    user,
    target,
    migrationsFolder: null,
    isSample: false,
  };
  const bytes = {
    id: "0001_amount",
    order: 1,
    up: Buffer.from(
      "ALTER TABLE item ALTER amount TYPE bigint;\nCREATE INDEX CONCURRENTLY item_amount ON item (amount);",
    ),
    down: Buffer.from("DROP INDEX item_amount;\nALTER TABLE item ALTER amount TYPE int;"),
  };
  const { report } = await rehearse({
    target: { databases, ref, role: undefined },
    connection,
    controlPlane: plane,
    migrations: [{ ...bytes, linted: await lintMigration(bytes) }],
    parser: parserInPlace,
    queriesSql: "SELECT sum(amount) FROM item",
    signal: new AbortController().signal,
    report: () => undefined,
  });
  const { outcome, statements, schema, dataPreserved } = report;
  expect({
    outcome,
    dataPreserved,
    differences: [schema.downDifferences, schema.upDifferences],
    up: statements.filter(({ pass }) => pass === "up").map(({ rewrites, locks }) => [rewrites, locks[0]?.mode]),
    branches: (await plane.listBranches(projectId)).map(({ id }) => id),
  }).toEqual({
    outcome: "passed",
    dataPreserved: true,
    differences: [[], []],
    up: [
      [["public.item"], "AccessExclusive"],
      [[], "ShareUpdateExclusive"],
    ],
    branches: ["root"],
  });
});
