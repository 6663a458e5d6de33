import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession } from "../postgres/connect.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { fillSampleDatabase, type SampleAccess } from "./fill-sample-database.ts";

let test: TestDatabase;
let folder: string;
let access: SampleAccess;
const name = `sample_${Math.random().toString(36).slice(2, 10)}`;

async function query(database: string, sql: string): Promise<readonly (readonly (string | null)[])[]> {
  const session = await openSession({ ...test.adminParameters, database }, { purpose: "test" });
  try {
    return (await session.query(sql)).rows;
  } finally {
    await session.close();
  }
}
const fill = (observe: (done: number) => void = () => undefined, signal = new AbortController().signal) =>
  fillSampleDatabase(access, folder, name, signal, observe);

beforeAll(async () => {
  test = await createTestDatabase();
  access = {
    admin: async (database) => ({ ...test.adminParameters, database }),
    owner: async (database) => ({ ...test.parameters, database }),
    ownerRole: test.parameters.user,
  };
  folder = await mkdtemp(join(tmpdir(), "steward-fill-"));
  await mkdir(join(folder, name, "steps"), { recursive: true });
  await writeFile(
    join(folder, "random.sql"),
    "CREATE FUNCTION pg_temp.twice(n int) RETURNS int LANGUAGE sql RETURN 2 * n;",
  );
  await writeFile(
    join(folder, name, "steps", "10_tables.sql"),
    "CREATE TABLE public.t (n int); INSERT INTO public.t VALUES (0)",
  );
  await writeFile(
    join(folder, name, "steps", "20_rows.sql"),
    "-- batches: 3\nINSERT INTO public.t SELECT pg_temp.twice($1::int)",
  );
});
afterAll(async () => {
  await query("postgres", `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await test.close();
  await rm(folder, { recursive: true });
});

describe("a sample database", () => {
  const rows = () => query(name, "SELECT n FROM public.t ORDER BY n");

  it("goes on where it was interrupted, without doing a unit twice", async () => {
    const controller = new AbortController();
    const observe = (done: number) => {
      if (done === 2) controller.abort();
    };
    await expect(fill(observe, controller.signal)).rejects.toThrow();
    expect(await rows()).toEqual([["0"], ["2"]]);
    const seen: number[] = [];
    await fill((done) => seen.push(done));
    expect([await rows(), seen]).toEqual([
      [["0"], ["2"], ["4"], ["6"]],
      [1, 2, 3, 4],
    ]);
  });

  it("is left alone when it is complete, and belongs to its owner", async () => {
    await query(name, "DELETE FROM public.t WHERE n = 2");
    await fill();
    expect(await rows()).toEqual([["0"], ["4"], ["6"]]);
    expect(await query(name, "SELECT tableowner FROM pg_tables WHERE tablename = 't'")).toEqual([
      [test.parameters.user],
    ]);
  });

  it("that another version left unfinished is made anew", async () => {
    await query(name, `COMMENT ON DATABASE ${name} IS 'Sample data of Steward, 2 of 9'`);
    await fill();
    expect(await rows()).toEqual([["0"], ["2"], ["4"], ["6"]]);
  });

  it("keeps nothing of a unit that failed, and says what was wrong", async () => {
    await writeFile(join(folder, name, "steps", "30_wrong.sql"), "INSERT INTO public.t VALUES (99); SELECT nonsense");
    await query(name, `COMMENT ON DATABASE ${name} IS 'Sample data of Steward, 4 of 5'`);
    await expect(fill()).rejects.toMatchObject({ code: "sql", message: expect.stringContaining("nonsense") });
    expect(await rows()).toEqual([["0"], ["2"], ["4"], ["6"]]);
  });
});
