import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { OwnServer } from "./own-server.ts";

/**
 * The way that needs no program of its own: both tables are copied out in the order of their key, at the same time, and
 * the files are compared line by line. In milliseconds; null without psql.
 */
export async function copyBothAndDiff(
  { parameters }: OwnServer,
  databases: readonly [string, string],
  folder: string,
): Promise<number | null> {
  if (spawnSync("psql", ["--version"]).status !== 0) return null;
  const { host, port, user, password } = parameters;
  const files = [join(folder, "one"), join(folder, "two")] as const;
  const startedAt = performance.now();
  const copies = databases.map(async (database, at) => {
    const command = `\\copy (SELECT * FROM million_rows ORDER BY id COLLATE "C") to '${files[at] ?? ""}'`;
    const environment = {
      PGHOST: host,
      PGPORT: String(port),
      PGUSER: user,
      PGDATABASE: database,
      PGPASSWORD: password,
    };
    const child = spawn("psql", ["-X", "-q", "-c", command], {
      env: { PATH: process.env.PATH, ...environment },
      stdio: ["ignore", "ignore", "inherit"],
    });
    const [code] = await once(child, "exit");
    if (code !== 0) throw new Error(`psql ended with ${code}.`);
  });
  await Promise.all(copies);
  const diff = spawn("diff", ["--speed-large-files", ...files], { stdio: ["ignore", "ignore", "inherit"] });
  const [code] = await once(diff, "exit");
  if (code !== 1) throw new Error(`diff ended with ${code}.`);
  return performance.now() - startedAt;
}
