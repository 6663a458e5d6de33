import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { type AskedRows, composeSelection } from "./compose-selection.ts";

describe("the rows of the grid for a statement without parameters", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
    await test.databases.write(test.ref, { purpose: "test" }, async (session) => {
      await session.execute(`CREATE TABLE "odd""name" (id int PRIMARY KEY, "a$1::b" text)`);
      await session.execute(`INSERT INTO "odd""name" VALUES (1, 'it''s'), (2, E'a\\\\b'), (3, NULL), (4, '); DROP')`);
    });
  });
  afterAll(() => test.close());

  const idsOf = (asked: Partial<AskedRows>) =>
    test.databases.read(test.ref, "test", async (session) => {
      const name = { schema: "public", name: 'odd"name' };
      const { where, orderBy } = await composeSelection(session, name, { sort: [], filters: [], ...asked });
      return (await session.query(`SELECT t.id FROM public."odd""name" AS t${where}${orderBy}`)).rows.flat();
    });

  it("are the same rows, whatever the values hold", async () => {
    const filter = (operator: "=" | "isNull" | "contains", value: string | null) => ({
      column: "a$1::b",
      operator,
      value,
    });
    expect([
      await idsOf({ filters: [filter("=", "it's")] }),
      await idsOf({ filters: [filter("=", "a\\b")] }),
      await idsOf({ filters: [filter("contains", "\\")] }),
      await idsOf({ filters: [filter("=", "); DROP")] }),
      await idsOf({ filters: [filter("isNull", null)] }),
      await idsOf({ where: "id > 1 -- and no more", filters: [{ column: "id", operator: "<", value: "4" }] }),
      await idsOf({ sort: [{ column: "id", isDescending: true }] }),
    ]).toEqual([["1"], ["2"], ["2"], ["4"], ["3"], ["2", "3"], ["4", "3", "2", "1"]]);
  });

  it("are refused where more than a condition stands", async () => {
    await expect(idsOf({ where: "true) UNION SELECT 1 --" })).rejects.toMatchObject({ code: "sql" });
    await expect(idsOf({ where: "true; DROP TABLE t" })).rejects.toMatchObject({ code: "refused" });
  });
});
