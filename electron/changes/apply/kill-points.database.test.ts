// kill -9 of the app, of the backend and of the server at every message of a 20-step application: what the ledger then
// says is what is there, and the next application ends right. A few points here; all with STEWARD_KILL_POINTS=app|backend|server.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ChangeRequest } from "../../../shared/changes/model.ts";
import { openSession } from "../../postgres/connect.ts";
import { type KillableServer, startKillableServer } from "../../testing/killable-server.ts";
import { callContext } from "../testing/change-bench.ts";
import { createScriptFolder, type KillBenchAddress, openKillBench } from "../testing/kill-bench.ts";

const script = join(import.meta.dirname, "..", "testing", "applier-process.ts");
const wanted = process.env.STEWARD_KILL_POINTS;
let server: KillableServer;
let folder: Awaited<ReturnType<typeof createScriptFolder>>;
let address: KillBenchAddress;
let bench: ReturnType<typeof openKillBench>;
let round = 0;

const sql = async (statement: string, database = "shop") => {
  const session = await openSession({ ...server.parameters, database }, { purpose: "test" });
  try {
    return await session.execute(statement);
  } finally {
    await session.close();
  }
};

beforeAll(async () => {
  server = await startKillableServer({ max_connections: "40" });
  folder = await createScriptFolder();
  const password = server.parameters.password;
  for (const role of ["app_owner", "mara", "deniz"])
    await sql(`CREATE ROLE ${role} LOGIN PASSWORD '${password}'`, "postgres");
  await sql("GRANT app_owner TO mara, deniz", "postgres");
  await sql("CREATE DATABASE shop OWNER app_owner", "postgres");
  address = { parameters: { ...server.parameters, database: "shop", user: "app_owner" }, folder: folder.path };
  bench = openKillBench(address);
  await sql(
    `CREATE FUNCTION nap(n int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.01); RETURN n; END'`,
  );
  await sql("CREATE TABLE small (id int PRIMARY KEY)");
  await sql("INSERT INTO small VALUES (1), (2)");
  await sql("CREATE TABLE tally (round int, step int)");
  await sql("ALTER TABLE small OWNER TO app_owner");
  await sql("ALTER TABLE tally OWNER TO app_owner");
  await sql("GRANT ALL ON SCHEMA public TO app_owner");
}, 60_000);
afterAll(async () => {
  await bench.close();
  await server.close();
  await folder.remove();
});

/** Ten steps in transactions, ten outside. */
function steps(of: number): readonly string[] {
  const tally = (step: number) => `INSERT INTO tally VALUES (${of}, ${step})`;
  const index = (step: number, on: string) => `CREATE INDEX CONCURRENTLY i${step}_${of} ON small (${on})`;
  return [
    `CREATE TABLE a_${of} (id int)`,
    tally(1),
    index(2, "nap(id)"),
    tally(3),
    index(4, "id"),
    index(5, "nap(id)"),
    `CREATE TABLE b_${of} (id int)`,
    tally(7),
    "SELECT nap(1)",
    `DROP INDEX CONCURRENTLY i4_${of}`,
    tally(10),
    `CREATE UNIQUE INDEX CONCURRENTLY i11_${of} ON small (id)`,
    `REINDEX INDEX CONCURRENTLY i11_${of}`,
    tally(13),
    "VACUUM small",
    index(15, "nap(id)"),
    tally(16),
    index(17, "id, nap(id)"),
    tally(18),
    index(19, "nap(id), id"),
  ];
}

const tallied = [1, 3, 7, 10, 13, 16, 18];
const tables: Readonly<Record<number, string>> = { 0: "a", 6: "b" };
const indexes = [2, 5, 11, 15, 17, 19];

async function submit(): Promise<string> {
  const id = `${String(++round).padStart(4, "0")}_round`;
  await folder.write(id, steps(round));
  const submission = { connectionId: "shop", migrationIds: [id], role: "mara", title: id, description: "" };
  const request = await bench.handlers["changes.submit"](submission, callContext());
  const decision = { connectionId: "shop", id: request.id, role: "deniz", expectedHash: request.hash, comment: "" };
  await bench.handlers["changes.approve"](decision, callContext());
  return request.id;
}

const read = (id: string) => bench.handlers["changes.read"]({ connectionId: "shop", id }, callContext());

/** The request when nobody applies it any more; the server may have to come up first. */
async function settled(id: string): Promise<ChangeRequest> {
  const endMs = performance.now() + 30_000;
  for (;;) {
    try {
      const request = await read(id);
      if (request.state !== "applying") return request;
    } catch (error) {
      if (performance.now() > endMs) throw error;
    }
    await delay(50);
  }
}

/** Which steps the ledger calls done, and which are there: transactional ones must be the same. */
async function compare(request: ChangeRequest) {
  const statements = request.applications.flatMap((application) => application.statements);
  const done = new Set(statements.filter(({ state }) => state === "done").map(({ index }) => index));
  const tally = (await sql(`SELECT step FROM tally WHERE round = ${round} ORDER BY step`)).rows.map(([step]) =>
    Number(step),
  );
  const relations = new Set(
    (
      await sql(`SELECT c.relname FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid
        WHERE c.relname ~ '_${round}$' AND coalesce(i.indisvalid, true)`)
    ).rows.map(([name]) => name),
  );
  const made = Object.entries(tables).filter(([, name]) => relations.has(`${name}_${round}`));
  return {
    told: {
      tally: tallied.filter((step) => done.has(step)),
      tables: Object.keys(tables).filter((step) => done.has(Number(step))),
    },
    found: { tally, tables: made.map(([step]) => step) },
    toldIndexes: indexes.filter((step) => done.has(step)),
    foundIndexes: indexes.filter((step) => relations.has(`i${step}_${round}`)),
    begun: new Set(statements.map(({ index }) => index)),
  };
}

/** Right after a kill, and after the next application. */
async function judge(id: string): Promise<string> {
  const after = await settled(id);
  const { told, found, toldIndexes, foundIndexes, begun } = await compare(after);
  expect(found).toEqual(told);
  expect(foundIndexes).toEqual(expect.arrayContaining(toldIndexes));
  for (const step of foundIndexes) expect(begun).toContain(step);
  expect(foundIndexes.length - toldIndexes.length).toBeLessThanOrEqual(1);
  const applied =
    after.state === "applied"
      ? after
      : await bench.handlers["changes.apply"]({ connectionId: "shop", id, role: "mara" }, callContext());
  const end = await compare(applied);
  const invalid = await sql(`SELECT c.relname FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid
    WHERE c.relname ~ '_${round}(_cc|$)' AND (NOT i.indisvalid OR c.relname ~ '^i4_' OR c.relname ~ '_cc')`);
  expect([applied.state, end.found, end.foundIndexes, invalid.rows]).toEqual([
    "applied",
    { tally: tallied, tables: Object.keys(tables) },
    indexes,
    [],
  ]);
  await sql(`DROP INDEX ${indexes.map((step) => `i${step}_${round}`).join(", ")}`);
  return after.state;
}

type Point = readonly [message: number, phase: "before" | "inside"];

async function killApp([message, phase]: Point): Promise<string> {
  const id = await submit();
  const args = ["--import", "tsx", script, JSON.stringify(address), id, String(message), phase];
  const child = spawn(process.execPath, args, { stdio: "ignore" });
  await once(child, "exit");
  return await judge(id);
}

/** Applies in this process; `kill` hits at the point. */
async function killWhile([message, phase]: Point, kill: (pid: number) => Promise<void>): Promise<string> {
  const id = await submit();
  let killed: Promise<void> | null = null;
  const own = openKillBench(address, async (sent, moment, session) => {
    if (sent !== message || moment !== phase || killed !== null) return;
    killed = kill(session.backendPid);
    await killed;
  });
  await own.handlers["changes.apply"]({ connectionId: "shop", id, role: "mara" }, callContext()).catch(() => undefined);
  await killed;
  await own.close();
  return await judge(id);
}

const killBackend = async (pid: number) => {
  process.kill(pid, "SIGKILL");
  await delay(20);
};
const killServer = async () => {
  await server.kill();
  await server.restart();
};
const victims: Readonly<Record<string, (point: Point) => Promise<string>>> = {
  app: killApp,
  backend: (point) => killWhile(point, killBackend),
  server: (point) => killWhile(point, killServer),
};

/** Messages of one whole application. */
async function countMessages(): Promise<number> {
  const id = await submit();
  const own = openKillBench(address);
  await own.handlers["changes.apply"]({ connectionId: "shop", id, role: "mara" }, callContext());
  await own.close();
  expect(await judge(id)).toBe("applied");
  return own.messages();
}

it("lets exactly one of several appliers through", async () => {
  const races = Number(process.env.STEWARD_RACES ?? 5);
  for (let race = 0; race < races; race++) {
    const id = await submit();
    const apply = () => bench.handlers["changes.apply"]({ connectionId: "shop", id, role: "mara" }, callContext());
    const ends = await Promise.allSettled([apply(), apply(), apply(), apply()]);
    const refused = ends.flatMap((end) => (end.status === "rejected" ? [end.reason.code] : []));
    expect(refused).toEqual(["conflict", "conflict", "conflict"]);
    const request = await read(id);
    expect([request.state, request.applications.length, await judge(id)]).toEqual(["applied", 1, "applied"]);
  }
}, 600_000);

it.skipIf(wanted !== undefined)(
  "says exactly what is done after a kill of app, backend or server, and goes on",
  async () => {
    const states = [
      await killApp([45, "inside"]),
      await killWhile([33, "before"], killBackend),
      await killWhile([60, "inside"], killServer),
    ];
    expect(states).toEqual(["interrupted", "interrupted", "interrupted"]);
    const found = await bench.handlers["changes.verify"]({ connectionId: "shop" }, callContext());
    expect(found).toMatchObject({ isIntact: true });
  },
  120_000,
);

it.runIf(wanted !== undefined)(
  "holds at every message",
  async () => {
    const messages = await countMessages();
    const states: Record<string, number> = {};
    const first = Number(process.env.STEWARD_KILL_FROM ?? 1);
    const stride = Number(process.env.STEWARD_KILL_STRIDE ?? 1);
    for (let message = first; message <= messages; message += stride)
      for (const phase of ["before", "inside"] as const) {
        const state = await victims[wanted ?? ""]?.([message, phase]);
        states[state ?? "none"] = (states[state ?? "none"] ?? 0) + 1;
      }
    expect(await bench.handlers["changes.verify"]({ connectionId: "shop" }, callContext())).toMatchObject({
      isIntact: true,
    });
    process.stdout.write(`${wanted}: ${messages} messages, ended ${JSON.stringify(states)}\n`);
  },
  3_000_000,
);
