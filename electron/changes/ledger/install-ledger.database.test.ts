import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { prepareScript } from "../script/prepare-script.ts";
import { ensureLedger } from "./install-ledger.ts";

let folder: string;
let test: TestDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "steward-install-"));
  await cp(resolve("migrations"), folder, { recursive: true });
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  test = await createTestDatabase({ roles: ["guest"] });
});
afterEach(() => test.close());

const install = (from = folder, role?: string) =>
  ensureLedger({ databases: test.databases, ref: test.ref, role }, from);
const installed = async () =>
  (
    await test.databases.read(test.ref, "test", (session) =>
      session.query("SELECT id, person FROM steward.installed ORDER BY at"),
    )
  ).rows;

describe("the ledger", () => {
  it("is made once, whole, and records itself", async () => {
    await install();
    await install();
    const owner = test.parameters.user;
    expect(await installed()).toEqual([
      ["0001_ledger", owner],
      ["0002_ledger_rules", owner],
      ["0003_review", owner],
      ["0004_review_rules", owner],
    ]);
  });

  it("is made once when two come at the same time", async () => {
    const attempts = await Promise.allSettled([install(), install(), install()]);
    const codes = attempts.flatMap((attempt) => (attempt.status === "rejected" ? [attempt.reason.code] : []));
    expect([codes.every((code) => code === "conflict"), codes.length < 3]).toEqual([true, true]);
    expect(await installed()).toHaveLength(4);
  });

  it("gets the migrations that a newer version brings, and refuses other bytes of an old one", async () => {
    await install();
    const newer = await mkdtemp(join(tmpdir(), "steward-newer-"));
    await cp(folder, newer, { recursive: true });
    await writeFile(join(newer, "0005_more.up.sql"), "CREATE TABLE steward.more (x int);");
    await install(newer);
    expect((await installed()).at(-1)?.[0]).toBe("0005_more");
    await writeFile(join(newer, "0001_ledger.up.sql"), "CREATE SCHEMA steward;");
    await expect(install(newer)).rejects.toMatchObject({ code: "conflict" });
    await rm(newer, { recursive: true });
  });

  it("leaves nothing when a part of it fails, or somebody may not make it", async () => {
    const broken = await mkdtemp(join(tmpdir(), "steward-broken-"));
    await cp(folder, broken, { recursive: true });
    await writeFile(join(broken, "0005_broken.up.sql"), "SELECT 1 / 0;");
    await expect(install(broken)).rejects.toMatchObject({ message: "division by zero" });
    await expect(install(folder, "guest")).rejects.toMatchObject({ code: "refused" });
    const left = await test.databases.read(test.ref, "test", (session) =>
      session.query("SELECT FROM pg_namespace WHERE nspname = 'steward'"),
    );
    expect(left.rowCount).toBe(0);
    await rm(broken, { recursive: true });
  });

  it("is as closed as it should be whatever the owner's default privileges are", async () => {
    await test.databases.write(test.ref, { purpose: "test" }, async (session) => {
      for (const what of ["TABLES", "FUNCTIONS"])
        await session.execute(`ALTER DEFAULT PRIVILEGES GRANT ALL ON ${what} TO PUBLIC`);
    });
    await install();
    const open = await test.databases.read(test.ref, "test", (session) =>
      session.query(
        `SELECT DISTINCT a.privilege_type FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a
         WHERE c.relnamespace = 'steward'::regnamespace AND a.grantee = 0
         UNION SELECT a.privilege_type FROM pg_proc p
           CROSS JOIN LATERAL aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
         WHERE p.pronamespace = 'steward'::regnamespace AND a.grantee = 0`,
      ),
    );
    expect(open.rows).toEqual([["SELECT"]]);
  });

  it("can be taken away by hand as long as it holds nothing", async () => {
    await install();
    await test.databases.write(test.ref, { purpose: "test" }, async (session) => {
      for (const name of ["0004_review_rules", "0003_review", "0002_ledger_rules", "0001_ledger"])
        for (const { sql } of await prepareScript(await readFile(join(folder, `${name}.down.sql`), "utf8")))
          await session.execute(sql);
    });
    await install();
    expect(await installed()).toHaveLength(4);
  });
});
