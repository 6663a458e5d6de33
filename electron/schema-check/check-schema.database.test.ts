import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession } from "../postgres/connect.ts";
import type { OwnedSession } from "../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { createSchemaCheckHandlers } from "./handlers.ts";

let test: TestDatabase;
let admin: OwnedSession;
let folder: string;
const context = { signal: new AbortController().signal, report: () => undefined, clientId: "test" };
const handlers = () => createSchemaCheckHandlers({ databases: test.databases, exceptionsFolder: folder });
const run = () => handlers()["schemaCheck.run"]({ ref: test.ref }, context);

const statements = [
  "CREATE SCHEMA shop",
  "CREATE TABLE shop.open (id int PRIMARY KEY)",
  "CREATE TABLE shop.held (note text)",
  "CREATE TABLE shop.documents (id int PRIMARY KEY, body jsonb)",
  "INSERT INTO shop.documents VALUES (1, '{}')",
  "CREATE SEQUENCE shop.hidden",
  "CREATE SCHEMA steward",
  "CREATE TABLE steward.ours (note text)",
];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "schema-check-"));
  test = await createTestDatabase();
  admin = await openSession(test.adminParameters, { purpose: "test" });
  for (const sql of statements) await admin.execute(sql);
});
afterAll(async () => {
  await admin.close();
  await test.close();
  rmSync(folder, { recursive: true });
});

describe("a check by a role that may not read everything, beside somebody's lock", () => {
  it("says what it could not see, and judges the rest", async () => {
    await admin.execute("BEGIN");
    await admin.execute("LOCK TABLE shop.held IN ACCESS EXCLUSIVE MODE");
    const { notChecked, findings, checkedTables } = await run();
    await admin.execute("ROLLBACK");
    const said = notChecked.map(({ what, codes }) => [what, codes.join()]);
    expect(said).toContainEqual(["shop.held", ""]);
    expect(said).toContainEqual(["JSON of shop.documents", "base64-in-jsonb"]);
    expect(said).toContainEqual(["1 sequences", "sequence-near-exhaustion"]);
    expect(said).toContainEqual(["Statistics of 2 tables", "table-without-statistics"]);
    expect(findings.filter(({ table }) => table === "held")).toEqual([]);
    expect(findings.some(({ table }) => table === "documents")).toBe(true);
    expect(checkedTables).toBe(2);
  });

  it("leaves the ledger's schema alone, and finds the table when the lock is gone", async () => {
    const { findings } = await run();
    const keys = findings.filter(({ code }) => code === "no-primary-key").map(({ subject }) => subject);
    expect(keys).toEqual(["shop.held"]);
  });

  it("takes exceptions and gives them back", async () => {
    const finding = { ref: test.ref, code: "no-primary-key", subject: "shop.held" };
    await handlers()["schemaCheck.except"]({ ...finding, reason: "a log" }, context);
    const { findings, excepted } = await run();
    expect(findings.some(({ code }) => code === "no-primary-key")).toBe(false);
    expect(excepted.map(({ exception }) => [exception.subject, exception.reason])).toEqual([["shop.held", "a log"]]);
    await handlers()["schemaCheck.takeBack"](finding, context);
    expect((await run()).excepted).toEqual([]);
  });

  it("cannot document a schema that it may not use, and says so in the document", async () => {
    const { text } = await handlers()["schemaCheck.docs"](
      { ref: test.ref, format: "markdown", schemas: ["shop"] },
      context,
    );
    expect(text).toContain("This schema could not be read: the role has no USAGE on it.");
  });
});
