import { execFile } from "node:child_process";
import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession } from "../../../postgres/connect.ts";
import type { ConnectParameters } from "../../../postgres/session.ts";
import { createDataPlaneGround, type DataPlaneGround } from "../../../testing/data-plane/data-plane-ground.ts";
import { expectServerToWait } from "../../../testing/data-plane/expect-server-to-wait.ts";

const run = promisify(execFile);
let ground: DataPlaneGround;
beforeAll(async () => {
  ground = await createDataPlaneGround({ limits: { greetingMs: 1_500 } });
});
afterAll(() => ground.close());

const ask = async (parameters: ConnectParameters, sql: string) => {
  const session = await openSession(parameters, { purpose: "test" });
  try {
    return (await session.execute(sql)).rows;
  } finally {
    await session.close();
  }
};

describe("a line to a direct host", () => {
  it("wakes the suspended compute, and its TLS ends at Postgres with channel binding", async () => {
    expect(ground.compute.state).toBe("suspended");
    const rows = await ask(
      { ...ground.parameters, channelBinding: "require" },
      "SELECT ssl, version FROM pg_catalog.pg_stat_ssl WHERE pid = pg_catalog.pg_backend_pid()",
    );
    expect([rows, ground.compute.state]).toEqual([[["t", "TLSv1.3"]], "active"]);
  });

  it("wakes it once for fifty at the same time", async () => {
    await ground.compute.stop();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, number) => ask(ground.parameters, `SELECT ${number}`)),
    );
    expect(answers.flat(2)).toEqual(Array.from({ length: 50 }, (_, number) => String(number)));
  });

  it("carries 100 MB whole", async () => {
    const session = await openSession(ground.parameters, { purpose: "test" });
    const { rows } = await session.query(
      "SELECT pg_catalog.sum(pg_catalog.length(t)) FROM (SELECT pg_catalog.repeat($1, 1000) AS t FROM pg_catalog.generate_series(1, 10)) x",
      ["0123456789".repeat(10_000)],
    );
    const big = await session.query(
      "SELECT pg_catalog.repeat('0123456789', 10000) FROM pg_catalog.generate_series(1, 1000)",
      [],
      { maxRows: 2_000 },
    );
    const bytes = big.rows.reduce((sum, row) => sum + (row[0] === "0123456789".repeat(10_000) ? 100_000 : 0), 0);
    await session.close();
    expect([rows, bytes]).toEqual([[["1000000000"]], 100_000_000]);
  });

  it("reads from the server no faster than the client reads from it", async () => {
    await expectServerToWait(ground, ground.parameters);
  });

  it("is cancelled by a request inside TLS", async () => {
    const session = await openSession(ground.parameters, { purpose: "test" });
    const stop = new AbortController();
    const slow = session.query("SELECT pg_catalog.pg_sleep(60)", [], { signal: stop.signal });
    setTimeout(() => stop.abort(), 200);
    await expect(slow).rejects.toMatchObject({ code: "cancelled" });
    expect((await session.query("SELECT 1")).rows).toEqual([["1"]]);
    await session.close();
  });

  it("says Postgres' own error when the compute is suspended, and then ends", async () => {
    const session = await openSession(ground.parameters, { purpose: "test" });
    const slow = session.query("SELECT pg_catalog.pg_sleep(60)");
    const failed = expect(slow).rejects.toMatchObject({
      code: "connectionLost",
      details: { postgres: { sqlstate: "57P01" } },
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    await ground.compute.stop();
    await failed;
    await session.close();
  });
});

describe("a server that is killed", () => {
  it("ends the line in the middle of a statement", async () => {
    const session = await openSession(ground.parameters, { purpose: "test" });
    const slow = session.query("SELECT pg_catalog.pg_sleep(60)");
    const failed = expect(slow).rejects.toMatchObject({ code: "connectionLost" });
    await new Promise((resolve) => setTimeout(resolve, 200));
    process.kill(session.backendPid, "SIGKILL");
    await failed;
    await session.close();
    await expect.poll(() => ground.plane.lineCount()).toBe(0);
  });
});

describe("a client that does it another way", () => {
  it("names its endpoint by an option where it sends no server name", async () => {
    const { host: _host, hostAddress: _address, ...others } = ground.parameters;
    const parameters = { ...others, host: "127.0.0.1", options: `endpoint=${ground.endpointId} -c work_mem=7MB` };
    const rows = await ask({ ...parameters, channelBinding: "require" }, "SHOW work_mem");
    expect(rows).toEqual([["7MB"]]);
    await expect(ask({ ...parameters, options: "" }, "SELECT 1")).rejects.toThrow(/Endpoint ID is not specified/);
  });

  it("hears that its endpoint is unknown", async () => {
    const host = ground.parameters.host.replace("quiet", "other");
    await expect(ask({ ...ground.parameters, host }, "SELECT 1")).rejects.toThrow(/endpoint cannot be found/);
  });

  it("is refused without TLS", async () => {
    const refused = ask({ ...ground.parameters, tls: "disable" }, "SELECT 1");
    await expect(refused).rejects.toThrow(/connection is insecure/);
  });

  it("sends its TLS at once (sslnegotiation=direct)", async () => {
    const socket = connectTls({
      host: "127.0.0.1",
      port: ground.plane.port,
      servername: ground.parameters.host,
      ca: ground.plane.caPem,
      ALPNProtocols: ["postgresql"],
    });
    await new Promise((resolve, reject) => socket.once("secureConnect", resolve).once("error", reject));
    expect([socket.authorized, socket.alpnProtocol]).toEqual([true, "postgresql"]);
    socket.destroy();
  });

  it("gets no further with garbage, stuffing, silence or a dribble", async () => {
    const { port } = ground.plane;
    const request = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
    expect([
      (await say(port, "GET / HTTP/1.1\r\n\r\n")).includes("invalid length of startup packet"),
      (await say(port, Buffer.concat([request, Buffer.from([0x16, 3, 1])]))).includes("unencrypted data after SSL"),
      (await say(port, Buffer.concat([Buffer.from([0, 0, 0, 8, 4, 210, 22, 48])]))).toString(),
      (await say(port, Buffer.from([0x16, 3, 1, 0, 5, 2, 0, 0, 1, 0]))).toString(),
      (await say(port, "")).toString(),
    ]).toEqual([true, true, "N", "", ""]);
    await expect.poll(() => ground.plane.lineCount()).toBe(0);
  });
});

const hasPsql = await run("psql", ["--version"]).then(
  () => true,
  () => false, // shows as skipped
);

describe.skipIf(!hasPsql)("psql", () => {
  it("connects with verify-full and channel binding required, and its Ctrl-C arrives", async () => {
    const { host, port, database, user, password } = ground.parameters;
    const environment = {
      PATH: process.env.PATH,
      PGHOST: host,
      PGHOSTADDR: "127.0.0.1",
      PGPORT: String(port),
      PGDATABASE: database,
      PGUSER: user,
      PGPASSWORD: password,
      PGSSLMODE: "verify-full",
      PGSSLROOTCERT: ground.authorityFile,
      PGCHANNELBINDING: "require",
    };
    const { stdout } = await run("psql", ["-XAtc", "SELECT current_user"], { env: environment });
    const slow = run("psql", ["-XAtc", "SELECT pg_sleep(60)"], { env: environment });
    setTimeout(() => slow.child.kill("SIGINT"), 1_000);
    const stderr = await slow.catch((error: unknown) => String(error));
    expect([stdout, stderr]).toEqual(["app\n", expect.stringContaining("canceling statement due to user request")]);
  });
});

describe("a server without TLS", () => {
  it("is reached all the same: the proxy takes the client's TLS itself", async () => {
    const plain = await createDataPlaneGround({ hasTls: false });
    const insidePostgres = "SELECT ssl FROM pg_catalog.pg_stat_ssl WHERE pid = pg_catalog.pg_backend_pid()";
    const ways = [await ask(plain.parameters, insidePostgres), await ask(plain.pooled, insidePostgres)];
    await plain.close();
    expect(ways).toEqual([[["f"]], [["f"]]]);
  });
});

describe("closing", () => {
  it("breaks every line and leaves nothing open", async () => {
    const other = await createDataPlaneGround();
    const session = await openSession(other.parameters, { purpose: "test" });
    const silent = connect(other.plane.port, "127.0.0.1");
    await new Promise((resolve) => silent.once("connect", resolve));
    const ended = new Promise((resolve) => silent.once("close", resolve));
    await other.plane.close();
    await ended;
    await expect(session.query("SELECT 1")).rejects.toMatchObject({ code: "connectionLost" });
    await expect(ask(other.parameters, "SELECT 1")).rejects.toMatchObject({ code: "connectionFailed" });
    await session.close();
    await other.close();
  });
});

it("keeps passwords, keys and statements out of its log", () => {
  const text = ground.logLines.join("\n");
  const keyBody = ground.certificate.key.split("\n")[1] ?? "no key";
  expect([
    text.includes("endpoint cannot be found"),
    text.includes(ground.parameters.password),
    text.includes(keyBody),
    text.includes("SELECT"),
  ]).toEqual([true, false, false, false]);
});

/** Sends bytes and gives everything that comes until the line is closed. */
async function say(port: number, bytes: Buffer | string): Promise<Buffer> {
  const socket: Socket = connect(port, "127.0.0.1");
  const parts: Buffer[] = [];
  socket.on("error", () => undefined).on("data", (part: Buffer) => parts.push(part));
  if (bytes.length > 0) socket.write(bytes);
  await new Promise((resolve) => socket.once("close", resolve));
  return Buffer.concat(parts);
}
