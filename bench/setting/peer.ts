import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { Socket } from "node:net";
import { Client } from "pg";
import type { OwnServer } from "./own-server.ts";

/** Reads all rows of a statement from the same server, throws them away, and gives the time it took in milliseconds. */
export interface Peer {
  readonly name: string;
  read(sql: string): Promise<number>;
}

/** psql as a script uses it and copying out, and a read of the bare protocol, which is also there without psql. */
export function findPeers(server: OwnServer): readonly [Peer, ...Peer[]] {
  const bare: Peer = { name: "bare protocol", read: (sql) => readBare(server, sql) };
  if (spawnSync("psql", ["--version"]).status !== 0) return [bare];
  return [
    { name: "psql", read: (sql) => runPsql(server, ["-A", "-t", "-o", "/dev/null", "-c", sql]) },
    { name: "psql \\copy", read: (sql) => runPsql(server, ["-c", `\\copy (${sql}) to /dev/null`]) },
    bare,
  ];
}

/** psql's \copy of a statement into a file with a header, in milliseconds; null without psql. */
export async function copyIntoFile(server: OwnServer, sql: string, path: string): Promise<number | null> {
  if (spawnSync("psql", ["--version"]).status !== 0) return null;
  return await runPsql(server, ["-c", `\\copy ${sql} to '${path}' with (format csv, header)`]);
}

/** psql running a file of statements, in milliseconds; null without psql. */
export async function runFile(server: OwnServer, path: string): Promise<number | null> {
  if (spawnSync("psql", ["--version"]).status !== 0) return null;
  return await runPsql(server, ["-v", "ON_ERROR_STOP=1", "-f", path]);
}

/** From the start of the process to its end, connecting included. */
async function runPsql({ parameters }: OwnServer, args: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const child = spawn("psql", ["-X", "-q", ...args], {
    env: psqlEnvironment(parameters),
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`psql ended with ${code}.`);
  return performance.now() - startedAt;
}

/** What psql's own clock (`\\timing`) says of a statement that it runs several times in one session; null without psql. */
export function timeInPsql({ parameters }: OwnServer, sql: string, times: number): readonly number[] | null {
  const runs = Array.from({ length: times }, () => ["-c", sql]).flat();
  const args = ["-X", "-q", "-A", "-t", "-o", "/dev/null", "-c", "\\timing on", ...runs];
  const { status, stdout } = spawnSync("psql", args, { env: psqlEnvironment(parameters), encoding: "utf8" });
  if (status === null) return null; // it could not be started
  return [...stdout.matchAll(/^Time: ([\d.]+) ms/gm)].map(([, ms]) => Number(ms));
}

function psqlEnvironment({ host, port, user, database, password }: OwnServer["parameters"]): NodeJS.ProcessEnv {
  const address = { PGHOST: host, PGPORT: String(port), PGUSER: user, PGDATABASE: database, PGPASSWORD: password };
  return { PATH: process.env.PATH, ...address };
}

/** The server's last message of a statement: ready for the next one, no transaction. */
const readyForQuery = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

/** The bytes as they come, looked at only to find their end. */
async function readBare({ parameters }: OwnServer, sql: string): Promise<number> {
  const startedAt = performance.now();
  const { host, port, user, database, password } = parameters;
  const socket = new Socket();
  const client = new Client({ host, port, user, database, password, ssl: false, stream: () => socket });
  await client.connect();
  socket.removeAllListeners("data");
  const text = Buffer.from(`${sql}\0`);
  const head = Buffer.alloc(5);
  head.write("Q");
  head.writeInt32BE(text.length + 4, 1);
  await new Promise<void>((resolve, reject) => {
    socket.on("error", reject);
    socket.on("data", (bytes) => {
      if (bytes.subarray(-readyForQuery.length).equals(readyForQuery)) resolve();
    });
    socket.write(Buffer.concat([head, text]));
  });
  const durationMs = performance.now() - startedAt;
  socket.removeAllListeners(); // the driver would call the end of its socket an error
  socket.destroy();
  return durationMs;
}
