import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { headCopy } from "../../../shared/branches/model.ts";
import { quoteIdentifier } from "../../../shared/sql/quote.ts";
import { openSession } from "../../postgres/connect.ts";
import type { OwnedSession } from "../../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import type { BranchRequest } from "../control-plane.ts";
import { openTemplateControlPlane, type TemplateControlPlane } from "./template-control-plane.ts";

const projectId = "template:c1";
let test: TestDatabase;
let admin: OwnedSession;
let plane: TemplateControlPlane;
let folder: string;
let lines: string[];
const unique = randomBytes(3).toString("hex");
/** Databases belong to the whole server: names of one run must not meet those of another. */
const named = (name: string) => `${name} ${unique}`;

beforeEach(async () => {
  test = await createTestDatabase({ roles: ["guest"] });
  admin = await openSession({ ...test.adminParameters, database: "postgres" }, { purpose: "test admin" });
  await admin.execute(`ALTER ROLE ${quoteIdentifier(test.parameters.user)} CREATEDB`);
  await inSource(async (source) => {
    await source.execute("CREATE TABLE orders (id int PRIMARY KEY, note text)");
    await source.execute("INSERT INTO orders SELECT n, 'order ' || n FROM generate_series(1, 100) AS n");
  });
  folder = await mkdtemp(join(tmpdir(), "steward-template-"));
  lines = [];
  plane = await open();
});

afterEach(async () => {
  await plane.close();
  const { rows } = await admin.query(
    "SELECT datname FROM pg_database WHERE datname LIKE '%' || $1 OR datname LIKE 'steward-reset-%'",
    [unique],
  );
  for (const [name] of rows) await admin.execute(`DROP DATABASE ${quoteIdentifier(name ?? "")} WITH (FORCE)`);
  await admin.close();
  await test.close();
  await rm(folder, { recursive: true });
});

function open(dataFolder = folder, isThere = () => true): Promise<TemplateControlPlane> {
  const { parameters } = test;
  return openTemplateControlPlane({
    dataFolder,
    sources: async () =>
      isThere() ? [{ connectionId: "c1", name: "Shop", database: parameters.database, user: parameters.user }] : [],
    parametersOf: async () => parameters,
    releaseSessions: () => test.databases.drain(),
    observe: () => undefined,
    environment: { STEWARD_POSTGRES_PROGRAMS: "/nowhere" },
    log: (line) => lines.push(line),
  });
}

async function inSource<T>(run: (session: OwnedSession) => Promise<T>): Promise<T> {
  return await inDatabase(test.parameters.database, run);
}

async function inDatabase<T>(database: string, run: (session: OwnedSession) => Promise<T>): Promise<T> {
  const session = await openSession({ ...test.parameters, database }, { purpose: "test" });
  try {
    return await run(session);
  } finally {
    await session.close();
  }
}

function request(name: string, more: Partial<BranchRequest> = {}): BranchRequest {
  return {
    projectId,
    parentId: "root",
    name: named(name),
    ...headCopy,
    timeToLiveSeconds: null,
    purpose: "work",
    ...more,
  };
}

const countOrders = (database: string) =>
  inDatabase(database, async (session) => Number((await session.query("SELECT count(*) FROM orders")).rows[0]?.[0]));
const namesOf = async () => (await plane.listBranches(projectId)).map(({ name }) => name);
const sourceName = () => test.parameters.database;

it("makes a branch with the rows, rights, settings, owner and comment of its source", async () => {
  const source = quoteIdentifier(sourceName());
  const guest = quoteIdentifier(test.roleName("guest"));
  await admin.execute(`REVOKE ALL ON DATABASE ${source} FROM PUBLIC`);
  await admin.execute(`GRANT CONNECT ON DATABASE ${source} TO ${guest} WITH GRANT OPTION`);
  await admin.execute(`ALTER DATABASE ${source} SET search_path TO "$user", 'a "b", c', public`);
  await admin.execute(`ALTER DATABASE ${source} SET application_name TO E'it''s \\\\ fine'`);
  await admin.execute(`ALTER ROLE ${guest} IN DATABASE ${source} SET work_mem TO '7MB'`); // not for the owner to give
  await admin.execute(`ALTER DATABASE ${source} CONNECTION LIMIT 17`);
  await admin.execute(`COMMENT ON DATABASE ${source} IS 'Orders of the shop'`);
  const branch = await plane.createBranch(request(`it's "<b>" \\ ü`));
  const about = async (name: string) =>
    (
      await admin.query(
        `SELECT pg_get_userbyid(datdba), datconnlimit, (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(datacl) a)::text,
                (SELECT setconfig::text FROM pg_db_role_setting WHERE setdatabase = d.oid AND setrole = 0)
           FROM pg_database d WHERE datname = $1`,
        [name],
      )
    ).rows;
  expect(await about(branch.name)).toEqual(await about(sourceName()));
  expect(lines).toEqual([expect.stringMatching(/is without a setting of its source: permission denied/)]);
  expect([await countOrders(branch.name), branch.parentId, branch.state, branch.isDefault]).toEqual([
    100,
    "root",
    "ready",
    false,
  ]);
  const [comment] = (
    await admin.query("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = $1", [branch.name])
  ).rows;
  expect(comment?.[0]).toMatch(
    /^Orders of the shop\n\nSteward branch of "test_\w+", made .*, kept until it is deleted\. \[/,
  );
  const parameters = await plane.connectParameters(projectId, branch.id, "ignored");
  expect(parameters.database).toBe(branch.name);
});

it("is known to another person's Steward, which does not delete it on its own", async () => {
  const branch = await plane.createBranch(request("shared", { timeToLiveSeconds: 3600 }));
  const other = await mkdtemp(join(tmpdir(), "steward-template-other-"));
  const second = await open(other);
  const seen = await second.listBranches(projectId);
  expect(seen.find(({ id }) => id === branch.id)).toEqual(branch);
  expect(await readFile(join(other, "template-branches.json"), "utf8")).toContain('"expiring": []');
  await second.close();
  await rm(other, { recursive: true });
});

it("says who is in the way, ends only those that were agreed to, and tells a busy source after the server's 5 seconds", async () => {
  const guest = await openSession({ ...test.parametersFor("guest"), database: sourceName() }, { purpose: "guest" });
  const lost = new Promise((resolve) => guest.onLost(resolve));
  const own = await openSession(test.parameters, { purpose: "editor" });
  const ahead = await plane.preflight?.(projectId, "root", {
    kind: "create",
    name: named("busy"),
    content: "data",
    timeToLiveSeconds: null,
  });
  expect(ahead?.sessions.map(({ user, application, isSteward }) => [user, application, isSteward])).toEqual(
    [
      [test.roleName("guest"), "Steward guest", true],
      [test.parameters.user, "Steward editor", true],
    ].sort((left, right) => (String(left[0]) < String(right[0]) ? -1 : 1)),
  );
  expect(ahead?.statements).toEqual([
    expect.stringMatching(/^SELECT pg_catalog.pg_terminate_backend\(\d+\)$/),
    expect.stringMatching(/^SELECT pg_catalog.pg_terminate_backend\(\d+\)$/),
    expect.stringContaining(`CREATE DATABASE "${named("busy")}" TEMPLATE "${sourceName()}" STRATEGY wal_log OWNER`),
    expect.stringContaining("COMMENT ON DATABASE"),
  ]);
  const [guestSession] = ahead?.sessions.filter(({ user }) => user === test.roleName("guest")) ?? [];
  await expect(plane.createBranch(request("busy", { endSessions: [guestSession?.id ?? ""] }))).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining(`There is ${test.parameters.user} (Steward editor) on ${sourceName()}.`),
  });
  await lost; // the one that was agreed to
  expect((await own.query("SELECT 1")).rows).toEqual([["1"]]);
  expect(await namesOf()).toEqual([sourceName()]);
  await own.close();
  await plane.createBranch(request("busy"));
  expect((await plane.listOperations(projectId)).map(({ action, state }) => [action, state])).toEqual([
    ["create branch", "finished"],
    ["create branch", "failed"],
  ]);
}, 60_000);

it("resets a branch under its name and id, and keeps it when the copy cannot be made", async () => {
  const branch = await plane.createBranch(request("work"));
  await inDatabase(branch.name, (session) => session.execute("DELETE FROM orders"));
  const busy = await openSession(test.parameters, { purpose: "busy" });
  await expect(plane.resetBranch(projectId, branch.id)).rejects.toMatchObject({ code: "conflict" });
  await busy.close();
  expect(await countOrders(branch.name)).toBe(0);
  const reset = await plane.resetBranch(projectId, branch.id);
  expect([reset.id, reset.name, reset.createdAt]).toEqual([branch.id, branch.name, branch.createdAt]);
  expect([await countOrders(branch.name), await namesOf()]).toEqual([100, [sourceName(), branch.name]]);
}, 60_000);

it("renames, protects and gives another time to live; refuses what would lose something", async () => {
  const branch = await plane.createBranch(request("old"));
  const child = await plane.createBranch(request("child", { parentId: branch.id }));
  const change = { name: named('new "name"'), isProtected: true, timeToLiveSeconds: 3600 };
  const changed = await plane.updateBranch(projectId, branch.id, change);
  expect([changed.id, changed.name, changed.isProtected, changed.expiresAt !== null]).toEqual([
    branch.id,
    change.name,
    true,
    true,
  ]);
  await expect(plane.deleteBranch(projectId, branch.id)).rejects.toMatchObject({ code: "refused" });
  await expect(plane.resetBranch(projectId, branch.id)).rejects.toMatchObject({ code: "refused" });
  await plane.updateBranch(projectId, branch.id, { isProtected: false });
  await expect(plane.deleteBranch(projectId, branch.id)).rejects.toThrow(child.name);
  await expect(plane.deleteBranch(projectId, "root")).rejects.toMatchObject({ code: "refused" });
  await expect(plane.updateBranch(projectId, "root", { name: "x" })).rejects.toMatchObject({ code: "refused" });
  await expect(plane.createBranch(request("ü".repeat(40)))).rejects.toMatchObject({ code: "invalidInput" });
  await expect(plane.createBranch(request("child"))).rejects.toMatchObject({ code: "conflict" });
  await plane.deleteBranch(projectId, child.id);
  await plane.deleteBranch(projectId, branch.id);
  expect(await namesOf()).toEqual([sourceName()]);
});

it("says why it cannot do what a plain server cannot do", async () => {
  await plane.listBranches(projectId);
  const [project] = await plane.listProjects();
  expect(project?.capabilities.missing.schemaOnly).toMatch(
    /needs pg_dump and pg_restore \d+ or later; none is installed/,
  );
  const past = request("past", { point: { kind: "time", at: "2026-01-01T00:00:00Z" } });
  await expect(plane.createBranch(past)).rejects.toMatchObject({ code: "unsupported" });
  await expect(plane.createBranch(request("schema", { content: "schemaOnly" }))).rejects.toMatchObject({
    code: "unsupported",
    hint: expect.stringContaining("postgresql-client-"),
  });
  await expect(plane.suspendCompute(projectId, "root")).rejects.toMatchObject({ code: "unsupported" });
  await expect(plane.connectParameters(projectId, "root", "x", "somebody")).rejects.toMatchObject({
    code: "unsupported",
  });
  expect(await namesOf()).toEqual([sourceName()]);
});

it("deletes a branch whose time is over, while the app runs, and not one that was given more time elsewhere", async () => {
  const branch = await plane.createBranch(request("short", { timeToLiveSeconds: 3600 }));
  await plane.close();
  const file = join(folder, "template-branches.json");
  const past = new Date(Date.now() - 1000).toISOString();
  const book = (await readFile(file, "utf8")).replaceAll(branch.expiresAt ?? "", past);
  await writeFile(file, book);
  plane = await open();
  await expect.poll(async () => (await readFile(file, "utf8")).includes(past)).toBe(false);
  expect(await namesOf()).toEqual([sourceName(), branch.name]);
  await plane.updateBranch(projectId, branch.id, { timeToLiveSeconds: 1 });
  await expect.poll(namesOf, { timeout: 20_000 }).toEqual([sourceName()]);
  await expect.poll(() => lines).toEqual([`Deleted branch ${branch.name}, whose time was over.`]);
}, 60_000);

it("shows a database that a killed app left without its mark as failed, and finishes or undoes a reset", async () => {
  const branch = await plane.createBranch(request("reset me"));
  await plane.close();
  const file = join(folder, "template-branches.json");
  const begin = async (begun: unknown) => {
    const book = JSON.parse(await readFile(file, "utf8"));
    book.projects[0].begun = [begun];
    await writeFile(file, JSON.stringify(book));
    plane = await open();
  };
  const half = named("half");
  await admin.execute(`CREATE DATABASE ${quoteIdentifier(half)} OWNER ${quoteIdentifier(test.parameters.user)}`);
  await begin({ branchId: "tb-00000000000000aa", database: half, parentId: "root", replaces: null });
  const shown = (await plane.listBranches(projectId)).find(({ name }) => name === half);
  expect([shown?.state, shown?.computeError]).toEqual(["failed", expect.stringContaining("interrupted")]);
  await plane.deleteBranch(projectId, shown?.id ?? "");
  await plane.close();

  // Killed between the drop of the branch and the new name of its copy.
  const temporary = `steward-reset-${branch.id}`;
  await admin.execute(`ALTER DATABASE ${quoteIdentifier(branch.name)} RENAME TO ${quoteIdentifier(temporary)}`);
  const { rows } = await admin.query(
    "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = $1",
    [temporary],
  );
  const marked = (rows[0]?.[0] ?? "").replace('"replaces":false', '"replaces":true');
  await admin.execute(`COMMENT ON DATABASE ${quoteIdentifier(temporary)} IS '${marked.replaceAll("'", "''")}'`);
  await begin({ branchId: branch.id, database: temporary, parentId: "root", replaces: branch.name });
  expect(await plane.listBranches(projectId)).toEqual([expect.objectContaining({ name: sourceName() }), { ...branch }]);
  expect(lines.at(-1)).toBe(`Finished the reset of ${branch.name} that was interrupted.`);
});

it("forgets a connection that makes no branches any more, and drops nothing of it", async () => {
  await plane.createBranch(request("stays", { timeToLiveSeconds: 3600 }));
  await plane.close();
  let isThere = true;
  plane = await open(folder, () => isThere);
  isThere = false;
  expect(await plane.listProjects()).toEqual([]);
  await expect(plane.listBranches(projectId)).rejects.toMatchObject({ code: "notFound" });
  isThere = true;
  expect(await namesOf()).toEqual([sourceName(), named("stays")]);
});
