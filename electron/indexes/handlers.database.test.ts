import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Finding } from "../../shared/findings/model.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { createIndexesHandlers } from "./handlers.ts";

let test: TestDatabase;
const context = { signal: new AbortController().signal, report: () => undefined, clientId: "test" };
const write = (sql: string) => test.databases.write(test.ref, { purpose: "test" }, (session) => session.execute(sql));
const handlers = () => createIndexesHandlers({ databases: test.databases });
const brief = (findings: readonly Finding[]) => findings.map(({ code, subject }) => [code, subject]);

const schema = [
  "CREATE TABLE parent (id int PRIMARY KEY, code text UNIQUE)",
  `CREATE TABLE "Odd child" (id int PRIMARY KEY, parent_id int REFERENCES parent, other_id int REFERENCES parent, a int, b int, "sel""ect" text)`,
  "INSERT INTO parent SELECT n, 'c' || n FROM generate_series(1, 100) n",
  `INSERT INTO "Odd child" SELECT n, 1 + n % 100, 1 + n % 100, n % 50, n, 'text ' || n FROM generate_series(1, 30000) n`,
  // Covered in another order; a partial index would not cover.
  `CREATE INDEX covering ON "Odd child" (other_id, a)`,
  `CREATE INDEX partly ON "Odd child" (parent_id) WHERE a > 40`,
  `CREATE INDEX a_idx ON "Odd child" (a)`,
  `CREATE INDEX a_again_idx ON "Odd child" (a)`,
  `CREATE INDEX a_b_idx ON "Odd child" (a, b DESC NULLS LAST) INCLUDE ("sel""ect")`,
  `CREATE INDEX expression_idx ON "Odd child" (lower("sel""ect"))`,
  `CREATE UNIQUE INDEX never_used_but_unique ON "Odd child" (b)`,
  "ANALYZE",
];

beforeAll(async () => {
  test = await createTestDatabase();
  for (const sql of schema) await write(sql);
  // A unique build over equal values fails and leaves an invalid index.
  await write(`CREATE UNIQUE INDEX CONCURRENTLY broken_idx ON "Odd child" (a)`).catch(() => undefined);
});
afterAll(() => test.close());

describe("the indexes of a table", () => {
  it("are described as the catalog has them", async () => {
    const report = await handlers()["indexes.table"]({ ref: test.ref, schema: "public", name: "Odd child" }, context);
    expect(report.columns.map(({ name }) => name)).toEqual(["id", "parent_id", "other_id", "a", "b", 'sel"ect']);
    const indexes = report.indexes.state === "readable" ? report.indexes.value : [];
    expect(indexes.map((index) => index.name)).toEqual([
      "Odd child_pkey",
      "a_again_idx",
      "a_b_idx",
      "a_idx",
      "broken_idx",
      "covering",
      "expression_idx",
      "never_used_but_unique",
      "partly",
    ]);
    expect(indexes.find((index) => index.name === "a_b_idx")).toMatchObject({
      schema: "public",
      table: "Odd child",
      accessMethod: "btree",
      keys: [
        { column: "a", text: "a", isDescending: false, isNullsFirst: false, operatorClass: "pg_catalog.int4_ops" },
        { column: "b", text: "b", isDescending: true, isNullsFirst: false },
      ],
      includedColumns: ['sel"ect'],
      predicate: null,
      isUnique: false,
      isValid: true,
      isBuilding: false,
    });
    expect(indexes.find((index) => index.name === "expression_idx")?.keys).toMatchObject([
      { column: null, text: `lower("sel""ect")`, collation: "pg_catalog.default" },
    ]);
    expect(indexes.find((index) => index.name === "partly")?.predicate).toBe("a > 40");
  });

  it("are checked: missing, invalid, duplicate, redundant, unused, too many; never what carries meaning", async () => {
    const report = await handlers()["indexes.table"]({ ref: test.ref, schema: "public", name: "Odd child" }, context);
    expect(brief(report.findings)).toEqual([
      ["invalid-index", "public.broken_idx"],
      ["missing-foreign-key-index", "public.Odd child.Odd child_parent_id_fkey"],
      ["duplicate-index", "public.a_idx"],
      ["redundant-index", "public.a_again_idx"],
      ["over-indexed-table", "public.Odd child"],
      ["unused-index", "public.a_b_idx"],
      ["unused-index", "public.covering"],
    ]);
  });

  it("of a table that is not there are not found", async () => {
    const asked = handlers()["indexes.table"]({ ref: test.ref, schema: "public", name: "nothing" }, context);
    await expect(asked).rejects.toMatchObject({ code: "notFound" });
  });
});

describe("the check of a database", () => {
  it("finds the same in all tables, and every fix runs and can be taken back", async () => {
    const health = await handlers()["indexes.check"]({ ref: test.ref }, context);
    expect(health.checkedTables).toBeGreaterThanOrEqual(2);
    expect(brief(health.findings.filter(({ severity }) => severity !== "info"))).toEqual([
      ["invalid-index", "public.broken_idx"],
      ["missing-foreign-key-index", "public.Odd child.Odd child_parent_id_fkey"],
      ["duplicate-index", "public.a_idx"],
      ["redundant-index", "public.a_again_idx"],
      ["over-indexed-table", "public.Odd child"],
    ]);
    for (const { code, fix } of health.findings) {
      if (code === "invalid-index" || code === "over-indexed-table") continue;
      if (fix === undefined) throw new Error(`${code} has no fix`);
      await write(fix.sql);
      await write(fix.downSql ?? "");
    }
    const again = await handlers()["indexes.check"]({ ref: test.ref }, context);
    expect(brief(again.findings)).toEqual(brief(health.findings));
  });
});
