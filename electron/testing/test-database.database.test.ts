import { describe, expect, it } from "vitest";
import { openSession } from "../postgres/connect.ts";
import type { ConnectParameters } from "../postgres/session.ts";
import { createTestDatabase } from "./test-database.ts";

async function query(parameters: ConnectParameters, sql: string): Promise<readonly (readonly (string | null)[])[]> {
  const session = await openSession(parameters, { purpose: "test" });
  try {
    return (await session.execute(sql)).rows;
  } finally {
    await session.close();
  }
}

describe("the database of a test", () => {
  it("belongs to an owner who is no superuser, and knows its own roles", async () => {
    const test = await createTestDatabase({ roles: ["mara"] });
    const who = `SELECT current_database() = '${test.parameters.database}', rolsuper, pg_has_role('pg_monitor', 'MEMBER')
      FROM pg_roles WHERE rolname = current_user`;
    expect(await query(test.parameters, who)).toEqual([["t", "f", "t"]]);
    expect(await query(test.adminParameters, who)).toEqual([["t", "t", "t"]]);
    expect(await query(test.parametersFor("mara"), "SELECT current_user")).toEqual([[test.roleName("mara")]]);
    const session = await test.databases.open(test.ref, { purpose: "test", role: "mara" });
    expect((await session.query("SELECT session_user")).rows).toEqual([[test.roleName("mara")]]);
    await session.close();
    expect(() => test.roleName("deniz")).toThrow("deniz");
    await test.close();
  });

  it("is one of many, has pg_stat_statements, and leaves neither database nor role behind", async () => {
    const [first, second] = await Promise.all([createTestDatabase(), createTestDatabase({ asSuperuser: true })]);
    expect(first.parameters.database).not.toBe(second.parameters.database);
    expect(await query(first.parameters, "SELECT count(*) > 0 FROM pg_stat_statements")).toEqual([["t"]]);
    await query(first.parameters, "CREATE SCHEMA own");
    const role = first.parameters.user;
    await first.close();
    const left = `SELECT (SELECT count(*) FROM pg_database WHERE datname = '${first.parameters.database}'),
      (SELECT count(*) FROM pg_roles WHERE rolname = '${role}')`;
    expect(await query(second.parameters, left)).toEqual([["0", "0"]]);
    await second.close();
  });
});
