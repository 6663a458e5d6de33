import { connect, createServer, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Progress } from "../../../shared/ipc/declare.ts";
import { quoteIdentifier } from "../../../shared/sql/quote.ts";
import { openSession } from "../../postgres/connect.ts";
import { callContext } from "../testing/change-bench.ts";
import { createLedgerBench, type LedgerBench } from "../testing/ledger-bench.ts";
import { refusePooler } from "./refuse-pooler.ts";

let bench: LedgerBench;
beforeAll(async () => {
  bench = await createLedgerBench();
  await bench.sql("owner", "CREATE TABLE busy (id int)");
});
afterAll(() => bench.close());

async function approve(id: string, course: object): Promise<string> {
  const { connectionId, handlers } = bench;
  const submission = { connectionId, migrationIds: [id], role: "mara", title: id, description: "" };
  const defaults = { pauseMs: 0, buildTimeoutMs: 0, makesRestorePoint: false, watchSeconds: 0 };
  const request = await handlers["changes.submit"](
    { ...submission, course: { ...defaults, ...course } },
    callContext(),
  );
  const decision = { connectionId, id: request.id, role: "deniz", expectedHash: request.hash, comment: "" };
  await handlers["changes.approve"](decision, callContext());
  return request.id;
}

const apply = (id: string, steps: Progress[]) =>
  bench.handlers["changes.apply"]({ connectionId: bench.connectionId, id, role: "mara" }, callContext(steps));

describe("an application", () => {
  it("names whom it waits for while it waits", async () => {
    await bench.write("0001_wait", "ALTER TABLE busy ADD COLUMN extra int;", "ALTER TABLE busy DROP COLUMN extra;");
    const id = await approve("0001_wait", {});
    const blocker = await bench.session("owner", "somebody else");
    await blocker.execute("BEGIN");
    await blocker.execute("LOCK TABLE busy IN ACCESS SHARE MODE");
    const steps: Progress[] = [];
    const applying = apply(id, steps);
    await expect
      .poll(() => steps.at(-1)?.step, { timeout: 10_000 })
      .toMatch(
        new RegExp(
          `waits for backend ${blocker.backendPid} \\(owner_\\w+, “Steward somebody else”, idle in transaction, `,
        ),
      );
    await blocker.execute("COMMIT");
    await blocker.close();
    expect((await applying).state).toBe("applied");
  });

  it("rests and pauses between transactions, with nothing locked, and watches afterwards", async () => {
    await bench.write(
      "0002_rest",
      "CREATE TABLE one (x int);\nSELECT pg_sleep(0.6);\nCREATE INDEX CONCURRENTLY one_idx ON one (x);\nSELECT 1;",
      null,
    );
    const id = await approve("0002_rest", { pauseMs: 20, watchSeconds: 1 });
    const pause = (isPaused: boolean) =>
      bench.handlers["changes.pause"]({ connectionId: bench.connectionId, id, isPaused }, callContext());
    const steps: Progress[] = [];
    expect(await pause(true)).toBe(false);
    const applying = apply(id, steps);
    await expect.poll(() => steps.at(-1)?.step, { timeout: 10_000 }).toContain("statement 2 of 4");
    expect(await pause(true)).toBe(true);
    await expect.poll(() => steps.at(-1)?.step, { timeout: 10_000 }).toBe("paused before 0002_rest");
    const locks = await bench.sql(
      "admin",
      `SELECT l.mode FROM pg_locks l JOIN pg_stat_activity a USING (pid)
       WHERE a.application_name LIKE 'Steward apply%' AND a.datname = current_database() AND l.locktype = 'relation'`,
    );
    expect([locks.rows, (await bench.read(id)).state]).toEqual([[], "applying"]);
    expect(await pause(false)).toBe(false);
    const applied = await applying;
    expect([applied.state, applied.checks.map(({ kind, outcome }) => `${kind} ${outcome}`)]).toEqual([
      "applied",
      ["schema unknown", "watch fine"],
    ]);
  });

  it("leaves an index that took too long to be repaired by the next one", async () => {
    await bench.sql(
      "owner",
      "CREATE FUNCTION slow(n int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.4); RETURN n; END'",
    );
    await bench.sql("owner", "INSERT INTO busy VALUES (1), (2), (3)");
    await bench.write("0003_slow", "CREATE INDEX CONCURRENTLY slow_idx ON busy (slow(id));", null);
    const id = await approve("0003_slow", { buildTimeoutMs: 300 });
    await expect(apply(id, [])).rejects.toMatchObject({ message: /statement 1 of 1/ });
    const valid = async () =>
      (await bench.sql("admin", "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('slow_idx')")).rows;
    expect([(await bench.read(id)).state, await valid()]).toEqual(["failed", [["f"]]]);
    await bench.sql("owner", "CREATE OR REPLACE FUNCTION slow(n int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT n'");
    expect([(await apply(id, [])).state, await valid()]).toEqual(["applied", [["t"]]]);
  });
});

describe("the watch after", () => {
  it("tells a query that takes much longer than before, and by how much", async () => {
    await bench.sql("admin", "CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
    for (const role of ["mara", "owner"] as const) {
      const user = role === "owner" ? bench.test.parameters.user : bench.test.roleName(role);
      await bench.sql("admin", `GRANT pg_read_all_stats TO ${quoteIdentifier(user)}`);
    }
    const probe = (ms: number) =>
      `CREATE OR REPLACE FUNCTION probe() RETURNS void LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(${ms / 1000}); END'`;
    await bench.sql("owner", probe(0));
    const user = await bench.session("owner", "the application");
    for (let call = 0; call < 5; call++) await user.execute("SELECT probe()");
    await bench.write("0005_probe", `${probe(30)};`, null);
    const id = await approve("0005_probe", { watchSeconds: 60 });
    const steps: Progress[] = [];
    const cut = new AbortController();
    const input = { connectionId: bench.connectionId, id, role: "mara" };
    const applying = bench.handlers["changes.apply"](input, callContext(steps, cut.signal));
    await expect.poll(() => steps.at(-1)?.step, { timeout: 30_000 }).toMatch(/watching/);
    for (let call = 0; call < 6; call++) await user.execute("SELECT probe()");
    await user.close();
    cut.abort();
    const watched = (await applying).checks.find(({ kind }) => kind === "watch");
    expect(watched).toMatchObject({
      outcome: "trouble",
      detail: expect.stringMatching(/1 took at least twice as long as before; most: .* ms, 6 times: SELECT probe\(\)$/),
    });
  });
});

describe("a pooler", () => {
  /** Greets with a process id of its own, as poolers do, and passes everything else on. */
  const startGreeter = async (port: number): Promise<{ readonly port: number; readonly server: Server }> => {
    const server = createServer((client) => {
      const upstream = connect(port, "127.0.0.1");
      client.pipe(upstream);
      upstream.on("data", (bytes: Buffer) => {
        const at = bytes.indexOf(Buffer.from([0x4b, 0, 0, 0, 12])); // BackendKeyData of protocol 3.0
        if (at >= 0) bytes.writeInt32BE(7, at + 5);
        client.write(bytes);
      });
      for (const side of [client, upstream]) side.on("error", () => client.destroy());
      client.on("close", () => upstream.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    return { server, port: typeof address === "object" && address ? address.port : 0 };
  };

  it("is recognised by its greeting and refused; the server itself is not", async () => {
    const { parameters } = bench.test;
    const greeter = await startGreeter(parameters.port);
    const connection = { ...(await connectionTo(parameters.host)) };
    const [through, direct] = [
      await openSession({ ...parameters, port: greeter.port }, { purpose: "test" }),
      await openSession(parameters, { purpose: "test" }),
    ];
    await expect(refusePooler(through, connection)).rejects.toMatchObject({ code: "refused", message: /pooler/ });
    await expect(refusePooler(direct, connection)).resolves.toBeUndefined();
    await expect(refusePooler(through, await connectionTo("ep-x.eu.aws.neon.tech"))).resolves.toBeUndefined();
    await through.close();
    await direct.close();
    greeter.server.close();
  });

  const connectionTo = async (host: string) => ({
    id: "c",
    name: "c",
    environment: "production" as const,
    database: "d",
    user: "u",
    target: { kind: "server", host, port: 5432, tls: "disable" } as const,
    migrationsFolder: null,
    isSample: false,
  });
});
