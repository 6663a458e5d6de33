import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession } from "../../postgres/connect.ts";
import type { OwnedSession } from "../../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { prepareScript } from "../script/prepare-script.ts";
import { checkBuiltIndex, resolveDoubt } from "./resolve-doubt.ts";

let test: TestDatabase;
let session: OwnedSession;
beforeAll(async () => {
  test = await createTestDatabase({ asSuperuser: true });
  session = await openSession(test.parameters, { purpose: "test" });
  for (const sql of [
    "CREATE SCHEMA other",
    'CREATE TABLE other."Odd table" (a int)',
    "CREATE TABLE t (a int)",
    "CREATE TYPE mood AS ENUM ('sad')",
    "CREATE INDEX valid_idx ON t (a)",
  ])
    await session.execute(sql);
});
afterAll(async () => {
  await session.close();
  await test.close();
});

const statementOf = async (sql: string) => {
  const [statement] = await prepareScript(sql);
  if (!statement) throw new Error("One statement was written");
  return statement;
};
const resolve = async (sql: string) => resolveDoubt(session, await statementOf(sql));
const invalidate = (index: string) =>
  session.execute(`UPDATE pg_index SET indisvalid = false WHERE indexrelid = '${index}'::regclass`);
const exists = async (name: string) =>
  (await session.query("SELECT to_regclass($1) IS NOT NULL", [name])).rows[0]?.[0] === "t";

describe("a statement in doubt", () => {
  it("that builds an index is done when the index is valid, and begins again when it is not there", async () => {
    expect(await resolve("CREATE INDEX CONCURRENTLY valid_idx ON t (a)")).toBe("done");
    expect(await resolve("CREATE INDEX CONCURRENTLY missing_idx ON t (a)")).toBe("again");
    expect(await resolve("CREATE INDEX CONCURRENTLY missing_idx ON gone (a)")).toBe("again");
  });

  it("that left an invalid index begins again without it, also under an odd name", async () => {
    await session.execute('CREATE INDEX "Odd idx" ON other."Odd table" (a)');
    await invalidate('other."Odd idx"');
    expect(await resolve('CREATE INDEX CONCURRENTLY "Odd idx" ON other."Odd table" (a)')).toBe("again");
    expect(await exists('other."Odd idx"')).toBe(false);
  });

  it("that drops an index is done when the index is gone", async () => {
    expect(await resolve("DROP INDEX CONCURRENTLY valid_idx")).toBe("again");
    expect(await resolve("DROP INDEX CONCURRENTLY public.gone_idx")).toBe("done");
  });

  it("that adds a label is done when the type has it", async () => {
    expect(await resolve("ALTER TYPE mood ADD VALUE 'sad'")).toBe("done");
    expect(await resolve("ALTER TYPE public.mood ADD VALUE 'glad' AFTER 'sad'")).toBe("again");
  });

  it("that rebuilds loses its invalid copies and begins again, like VACUUM", async () => {
    await session.execute("CREATE INDEX valid_idx_ccnew ON t (a)");
    await invalidate("valid_idx_ccnew");
    expect(await resolve("REINDEX INDEX CONCURRENTLY valid_idx")).toBe("again");
    expect([await exists("valid_idx_ccnew"), await exists("valid_idx")]).toEqual([false, true]);
    expect(await resolve("VACUUM t")).toBe("again");
  });

  it("is said to be in doubt where the catalog cannot tell", async () => {
    for (const sql of ["CREATE INDEX CONCURRENTLY ON t (a)", "ALTER SYSTEM SET work_mem = '5MB'"])
      await expect(resolve(sql), sql).rejects.toMatchObject({ code: "outcomeUnknown" });
  });
});

describe("an index that was built", () => {
  it("is refused when it is an invalid one from before", async () => {
    const statement = await statementOf("CREATE INDEX CONCURRENTLY IF NOT EXISTS valid_idx ON t (a)");
    await checkBuiltIndex(session, statement.node);
    await invalidate("valid_idx");
    await expect(checkBuiltIndex(session, statement.node)).rejects.toMatchObject({ code: "conflict" });
  });
});
