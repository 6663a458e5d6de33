import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession } from "../../../postgres/connect.ts";
import type { ConnectParameters, OwnedSession } from "../../../postgres/session.ts";
import { createDataPlaneGround, type DataPlaneGround } from "../../../testing/data-plane/data-plane-ground.ts";
import { expectServerToWait } from "../../../testing/data-plane/expect-server-to-wait.ts";
import { openRawClient, rawMessages } from "../../../testing/data-plane/raw-client.ts";

const run = promisify(execFile);
const maxSessions = 3;
let ground: DataPlaneGround;
beforeAll(async () => {
  ground = await createDataPlaneGround({ limits: { maxSessions, idleMs: 60_000 } });
});
afterAll(() => ground.close());

const open = (change: Partial<ConnectParameters> = {}) =>
  openSession({ ...ground.pooled, ...change }, { purpose: "test" });
const inSession = async <T>(work: (session: OwnedSession) => Promise<T>, change: Partial<ConnectParameters> = {}) => {
  const session = await open(change);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
};
const ask = (sql: string, change: Partial<ConnectParameters> = {}) =>
  inSession(async (session) => (await session.execute(sql)).rows, change);

describe("a line to a pooled host", () => {
  it("wakes the compute, with the certificate verified and the login bound to it", async () => {
    expect(ground.compute.state).toBe("suspended");
    expect(await ask("SELECT current_user, current_database()", { channelBinding: "require" })).toEqual([
      ["app", "shop"],
    ]);
  });

  it("has a server for a transaction only: 30 clients share three", async () => {
    const clients = await Promise.all(Array.from({ length: 30 }, () => open()));
    const work = clients.map((client) =>
      client.transaction(async (session) => {
        await session.execute("SELECT pg_catalog.pg_sleep(0.02)");
        return (await session.execute("SELECT pg_catalog.pg_backend_pid()")).rows[0]?.[0];
      }),
    );
    const servers = new Set(await Promise.all(work));
    await Promise.all(clients.map((client) => client.close()));
    expect([servers.size <= maxSessions, servers.has(undefined)]).toEqual([true, false]);
  });

  it("forgets the session with the transaction", async () => {
    await inSession(async (session) => {
      await session.execute("SET work_mem = '9MB'");
      await session.execute("CREATE TEMP TABLE draft (a int)");
      await session.execute("SELECT pg_catalog.pg_advisory_lock(7)");
      const left = await session.execute(
        "SELECT pg_catalog.current_setting('work_mem'), pg_catalog.to_regclass('pg_temp.draft')",
      );
      const locks = () => ask("SELECT pg_catalog.count(*) FROM pg_catalog.pg_locks WHERE locktype = 'advisory'");
      await expect.poll(locks).toEqual([["0"]]);
      const inside = await session.transaction(async (transaction) => {
        await transaction.execute("SET LOCAL work_mem = '9MB'");
        return (await transaction.execute("SHOW work_mem")).rows;
      });
      expect([left.rows, inside]).toEqual([[["4MB", null]], [["9MB"]]]);
    });
  });

  it("keeps what the client said of itself at its start", async () => {
    const rows = await ask("SELECT pg_catalog.current_setting('application_name')");
    expect(rows).toEqual([["Steward test"]]);
    expect(await ask("SHOW timezone", { options: "-c timezone=Asia/Tokyo" })).toEqual([["Asia/Tokyo"]]);
  });

  it("carries 100 MB", async () => {
    const rows = await inSession((session) =>
      session.query("SELECT pg_catalog.repeat('0123456789', 10000) FROM pg_catalog.generate_series(1, 1000)", [], {
        maxRows: 2_000,
      }),
    );
    expect(rows.rows.filter(([text]) => text?.length === 100_000)).toHaveLength(1_000);
  });

  it("reads from the server no faster than the client reads from it", async () => {
    await expectServerToWait(ground, ground.pooled);
  });

  it("is cancelled by the key that the pooler gave out, and the next statement is not", async () => {
    await inSession(async (session) => {
      const stop = new AbortController();
      const slow = session.query("SELECT pg_catalog.pg_sleep(60)", [], { signal: stop.signal });
      setTimeout(() => stop.abort(), 200);
      await expect(slow).rejects.toMatchObject({ code: "cancelled" });
      expect((await session.query("SELECT 1")).rows).toEqual([["1"]]);
    });
  });

  it("stays while the compute is suspended, and the next transaction wakes it; one in the middle is lost", async () => {
    const [idle, busy] = [await open(), await open()];
    const lost = busy.transaction(async (session) => {
      await session.execute("SELECT 1");
      await ground.compute.stop();
      await session.execute("SELECT 2");
    });
    await expect(lost).rejects.toMatchObject({ code: "connectionLost" });
    expect(ground.compute.state).toBe("suspended");
    expect([(await idle.execute("SELECT 3")).rows, ground.compute.state]).toEqual([[["3"]], "active"]);
    await Promise.all([idle.close(), busy.close()]);
  });

  it("says so when its server is killed", async () => {
    const admin = await openSession(await ground.adminParameters(), { purpose: "test" });
    await inSession(async (session) => {
      const slow = session.execute("SELECT pg_catalog.pg_sleep(60)");
      const failed = expect(slow).rejects.toMatchObject({ code: "connectionLost" });
      const find = async () =>
        (
          await admin.query(
            "SELECT pid FROM pg_catalog.pg_stat_activity WHERE query LIKE '%pg_sleep(60)' AND pid <> pg_catalog.pg_backend_pid()",
          )
        ).rows[0]?.[0];
      await expect.poll(find).toBeTruthy();
      process.kill(Number(await find()), "SIGKILL");
      await failed;
    });
    await admin.close();
    // The server ends all other sessions and recovers first.
    await expect.poll(() => ask("SELECT 4").catch(() => null), { timeout: 20_000 }).toEqual([["4"]]);
  });
});

describe("what a pooled host refuses", () => {
  it("is the wrong password, role, database and endpoint, each in its own words", async () => {
    const other = ground.pooled.host.replace("quiet", "other");
    await expect(ask("SELECT 1", { password: "guessed" })).rejects.toMatchObject({ code: "authenticationFailed" });
    await expect(ask("SELECT 1", { user: "nobody" })).rejects.toMatchObject({ code: "authenticationFailed" });
    await expect(ask("SELECT 1", { database: "none" })).rejects.toThrow(/database "none" does not exist/);
    await expect(ask("SELECT 1", { host: other })).rejects.toThrow(/endpoint cannot be found/);
  });

  it("is a setting at the start that a server cannot have for one transaction", async () => {
    const options = "-c statement_timeout=5s";
    await expect(ask("SELECT 1", { options })).rejects.toThrow(
      /unsupported startup parameter in options: statement_timeout/,
    );
  });

  it("is what needs a session, and the transaction fails with it", async () => {
    const answers = await inSession(async (session) => {
      const refused = async (sql: string) =>
        await session.execute(sql).then(
          () => "done",
          (error: unknown) => String(error),
        );
      return [
        await refused("LISTEN orders"),
        await refused("PREPARE q AS SELECT 1"),
        await refused("DECLARE c CURSOR WITH HOLD FOR SELECT 1"),
        await refused("LOAD 'auto_explain'"),
        await refused("SELECT 'LISTEN; PREPARE'"),
      ].map((text) => /[A-Z. ]+ is not possible through the pooler|done/.exec(text)?.[0].trim());
    });
    const refusal = "is not possible through the pooler";
    expect(answers).toEqual([
      `LISTEN ${refusal}`,
      `PREPARE ${refusal}`,
      `DECLARE ... WITH HOLD ${refusal}`,
      `LOAD ${refusal}`,
      "done",
    ]);
  });
});

describe("prepared statements of the protocol", () => {
  it("work on every server that the client is lent, and are nobody else's", async () => {
    await ask("CREATE TABLE nums (a int)");
    const [one, two] = [await openRawClient(ground.pooled), await openRawClient(ground.pooled)];
    const { bind, execute, parse, forget, rows, sync } = rawMessages;
    const turns = [
      await one.talk(parse("q", "SELECT 1")),
      await two.talk(parse("q", "SELECT 'two'::text")),
      await one.talk(bind("q"), execute),
      await two.talk(bind("q"), execute),
      await one.talk(parse("q", "SELECT 3")),
      await one.talk(bind("q"), execute, bind("q"), execute),
      await one.talk(parse("broken", "SELEC"), bind("broken"), execute),
      await one.talk(bind("broken"), execute),
      await one.talk(forget("q"), parse("q", "SELECT 4"), bind("q"), execute),
      await one.talk(bind("q"), execute),
      await two.talk(forget("q")),
      await two.talk(bind("q"), execute),
      // libpq sends a Sync before the rows, which the server ignores.
      await one.talk(parse("c", "COPY nums FROM STDIN"), bind("c"), execute, sync, rows("1\n2\n")),
      await one.talk(parse("n", "COPY nowhere FROM STDIN"), bind("n"), execute, rows("1\n")),
      await one.talk(parse("", "SELECT 1 FROM nums"), bind(""), execute),
      await one.talk(parse("l", "LISTEN orders"), bind("l"), execute),
    ];
    one.close();
    two.close();
    expect(turns).toEqual([
      "1Z",
      "1Z",
      "CZ",
      "CZ",
      "E42P05 Z",
      "CCZ",
      "E42601 Z",
      "E26000 Z",
      "31CZ",
      "CZ",
      "3Z",
      "E26000 Z",
      "1GCZ",
      "1E42P01 Z",
      "1CZ",
      "1E0A000 Z",
    ]);
  });
});

const hasPsql = await run("psql", ["--version"]).then(
  () => true,
  () => false, // shows as skipped
);

describe.skipIf(!hasPsql)("psql through the pooler", () => {
  it("copies rows in and out, with channel binding required", async () => {
    const { host, port, database, user, password } = ground.pooled;
    const connection = { PGHOST: host, PGHOSTADDR: "127.0.0.1", PGPORT: String(port), PGDATABASE: database };
    const security = { PGSSLMODE: "verify-full", PGSSLROOTCERT: ground.authorityFile, PGCHANNELBINDING: "require" };
    const env = { PATH: process.env.PATH, ...connection, ...security, PGUSER: user, PGPASSWORD: password };
    await ask("CREATE TABLE copied (a int)");
    const script =
      "seq 1 50000 | psql -XAtqc '\\copy copied FROM STDIN' && psql -XAtqc '\\copy copied TO STDOUT' | wc -l";
    const { stdout } = await run("sh", ["-c", script], { env });
    expect([stdout.trim(), await ask("SELECT pg_catalog.sum(a) FROM copied")]).toEqual(["50000", [["1250025000"]]]);
  });
});

it("keeps passwords, keys and statements out of its log", () => {
  const text = ground.logLines.join("\n");
  const keyBody = ground.certificate.key.split("\n")[1] ?? "no key";
  const canaries = [ground.pooled.password, "guessed", keyBody, "SELECT", "orders"];
  expect([text.includes("endpoint cannot be found"), canaries.filter((one) => text.includes(one))]).toEqual([true, []]);
});
