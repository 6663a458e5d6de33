import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import type { ConnectParameters } from "../../electron/postgres/session.ts";

const cancelCode = 80877102;

/** The request as the protocol has it, on a plain socket, with nothing around it: milliseconds until the statement has ended. */
export async function cancelBare(
  { host, port, user, database, password = "" }: ConnectParameters,
  runsMs: number,
): Promise<number> {
  const client = new Client({ host, port, user, database, password, ssl: false });
  await client.connect();
  // The driver keeps what the server gave for cancelling, but does not declare it.
  const { processID, secretKey } = client as unknown as { processID: number; secretKey: number };
  const running = client.query("SELECT pg_catalog.pg_sleep(60)").catch(() => undefined);
  await wait(runsMs);
  const message = Buffer.alloc(16);
  message.writeInt32BE(16, 0);
  message.writeInt32BE(cancelCode, 4);
  message.writeInt32BE(processID, 8);
  message.writeInt32BE(secretKey, 12);
  const startedAt = performance.now();
  const socket = connect(port, host, () => socket.write(message));
  socket.on("error", () => undefined).resume();
  await running;
  const durationMs = performance.now() - startedAt;
  socket.destroy();
  await client.end();
  return durationMs;
}

/** Ctrl C in psql, which cancels by libpq: milliseconds until it says so. Rejects where there is no psql. */
export async function cancelInPsql({ host, port, user, database, password }: ConnectParameters): Promise<number> {
  const address = { PGHOST: host, PGPORT: String(port), PGUSER: user, PGDATABASE: database, PGPASSWORD: password };
  const args = ["-X", "-q", "-c", "\\echo running", "-c", "SELECT pg_catalog.pg_sleep(60)"];
  const child = spawn("psql", args, { env: { PATH: process.env.PATH, ...address }, stdio: ["ignore", "pipe", "pipe"] });
  await once(child, "spawn");
  await once(child.stdout, "data");
  await wait(30); // the statement is on its way
  const startedAt = performance.now();
  child.kill("SIGINT");
  await once(child.stderr, "data");
  const durationMs = performance.now() - startedAt;
  await once(child, "exit");
  return durationMs;
}
