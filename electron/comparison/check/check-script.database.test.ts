import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLocalSessions } from "../../postgres/process/local-sessions.ts";
import { StreamHub } from "../../postgres/process/stream-hub.ts";
import { openLocalScratch } from "../scratch/local-scratch.ts";
import type { ScratchPlace, ScratchSessions } from "../scratch/scratch-place.ts";
import { openServerScratch } from "../scratch/server-scratch.ts";
import { type CheckScriptInput, checkScriptJob, comparisonJobs } from "../session-jobs.ts";
import { compareSides, readSide } from "../sides/compare-sides.ts";
import { readSnapshotText, snapshotText } from "../sides/snapshot-file.ts";
import { TestServer } from "../testing/test-server.ts";

let server: TestServer;
let place: ScratchPlace;
const open = createLocalSessions(new StreamHub(), comparisonJobs);
const sessions: ScratchSessions = { openerOf: () => open, end: async () => undefined };
const signal = new AbortController().signal;
const call = { signal, report: () => undefined };
/** One server for all tests: each makes databases of its own in it. */
const openScratch = async (): Promise<ScratchPlace> => ({ ...place, close: async () => undefined });
const database = (name: string) => ({ kind: "database", ref: { connectionId: name } }) as const;
const scripts = (sql: string) => ({ kind: "scripts", scripts: [{ name: "schema.sql", sql }] }) as const;

beforeAll(async () => {
  server = new TestServer();
  place = await openLocalScratch({ binariesFolder: "/nowhere", sessions }, signal);
  await server.make("check_from");
  await server.make("check_to");
  await server.run(
    "check_from",
    `CREATE TABLE orders (id int PRIMARY KEY, amount numeric, note text);
     CREATE VIEW large AS SELECT id FROM orders WHERE amount > 100;
     CREATE ROLE check_reader; GRANT SELECT ON orders TO check_reader`,
  );
  await server.run(
    "check_to",
    `CREATE TABLE orders (id int PRIMARY KEY, amount numeric NOT NULL CHECK (amount > 0), note text);
     CREATE INDEX orders_amount ON orders (amount); CREATE VIEW large AS SELECT id FROM orders WHERE amount > 1000`,
  );
});
afterAll(async () => {
  await place.close();
  await server.dropAll();
  await server.run("postgres", "DROP ROLE check_reader");
  await server.close();
});

describe("checking a script on a copy", () => {
  it("finds both forms equal, on a throw-away server and on the server itself, and removes what it made", async () => {
    const beside = server.databases;
    const resolve = async ({ connectionId }: { connectionId: string }) => server.parameters(connectionId);
    const onServer = () =>
      openServerScratch(
        { databases: beside, ref: { connectionId: "check_from" }, resolve, sessions, observe: () => undefined },
        signal,
      );
    const question = { from: database("check_from"), to: database("check_to"), acceptedRenames: [] };
    const states = [];
    for (const [check, from] of [
      ["plain", openScratch],
      ["online", onServer],
    ] as const)
      states.push((await compareSides({ databases: beside, openScratch: from }, { ...question, check }, call)).check);
    expect(states).toEqual([
      { state: "equal", place: place.words },
      { state: "equal", place: "a scratch database on the server itself" },
    ]);
    const { rows } = await server.with("postgres", (session) =>
      session.query("SELECT datname FROM pg_database WHERE datname LIKE 'steward_scratch%'"),
    );
    expect(rows).toEqual([]);
  });

  it("says what differs, and which statement is refused", async () => {
    const [from, to] = [
      await readSide({ databases: server.databases, openScratch }, database("check_from"), call),
      await readSide({ databases: server.databases, openScratch }, database("check_to"), call),
    ];
    const check = async (sql: string) => {
      const script = [{ sql, transactional: true, endsTransaction: false, hazards: [] }];
      const input: CheckScriptInput = { from, to, script, place: "here", mayMakeRoles: true };
      const session = await place.databases.open(await place.make(), { purpose: "test" });
      try {
        return await session.runJob(checkScriptJob, input, { cause: "test" });
      } finally {
        await session.close();
      }
    };
    expect(await check("CREATE INDEX orders_amount ON public.orders (amount)")).toMatchObject({
      state: "differs",
      refused: null,
      objects: [{ address: { name: "orders" } }, { address: { name: "large" } }],
    });
    expect(await check("ALTER TABLE public.orders DROP COLUMN gone")).toMatchObject({
      state: "differs",
      refused: { at: 0, message: expect.stringContaining("gone") },
    });
  });

  it("says why no check is possible", async () => {
    const from = scripts("CREATE TEXT SEARCH CONFIGURATION plain (COPY = simple); CREATE TABLE t (id int)");
    const to = scripts("CREATE TEXT SEARCH CONFIGURATION plain (COPY = simple)");
    const question = { from, to, acceptedRenames: [], check: "plain" } as const;
    const { check } = await compareSides({ databases: server.databases, openScratch }, question, call);
    expect(check).toEqual({
      state: "notPossible",
      reason: "The copy of the schema is not exact: it differs in text search configuration public.plain.",
    });
  });
});

describe("sides", () => {
  it("compares scripts, and snapshots that went through a file, with databases", async () => {
    const parts = { databases: server.databases, openScratch };
    const text = await snapshotText(await readSide(parts, database("check_to"), call));
    const snapshot = { kind: "reading", packed: await readSnapshotText(text, "to.json") } as const;
    const own = scripts(
      "BEGIN; CREATE TABLE orders (id int PRIMARY KEY); CREATE INDEX CONCURRENTLY i ON orders (id); COMMIT",
    );
    const ask = async (from: Parameters<typeof compareSides>[1]["from"]) =>
      (await compareSides(parts, { from, to: snapshot, acceptedRenames: [], check: null }, call)).comparison;
    expect((await ask(database("check_to"))).isIdentical).toBe(true);
    expect((await ask(own)).objects.map(({ address, kind }) => `${kind} ${address.name}`)).toEqual([
      "changed orders",
      "added large",
    ]);
  });

  it("names the script and the line that the server refuses", async () => {
    const parts = { databases: server.databases, openScratch };
    await expect(readSide(parts, scripts("SELECT 1;\nCREATE TABLE t (id nothing)"), call)).rejects.toMatchObject({
      code: "sql",
      message: expect.stringContaining("schema.sql, line 2"),
    });
  });

  it("refuses files that are no snapshots", async () => {
    for (const text of ["no", "{}", '{"format":"steward schema snapshot","formatVersion":2}'])
      await expect(readSnapshotText(text, "x.json")).rejects.toMatchObject({ code: "invalidInput" });
  });
});

describe("a throw-away server", () => {
  it("leaves no folder, and removes that of a process that is gone", async () => {
    const folders = async () => (await readdir(tmpdir())).filter((name) => name.startsWith("steward-scratch-"));
    const own = (await folders()).filter((name) => name.startsWith(`steward-scratch-${process.pid}-`));
    expect(own).toHaveLength(1);
  });
});
