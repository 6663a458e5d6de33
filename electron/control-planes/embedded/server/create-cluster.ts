import { randomBytes } from "node:crypto";
import { appendFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { programPath, type ServerBinaries } from "./binaries.ts";
import { runProgram } from "./run-program.ts";
import { giveToServer, type ServerUser } from "./server-user.ts";

/** The bootstrap superuser of every cluster. Only the app itself logs in with it. */
export const adminRole = "steward_admin";

/** Only loopback, only with a password. The server has no Unix socket, so there is no `local` line. */
const hostAccess = "host all all 127.0.0.1/32 scram-sha-256\n";

const settings = `
# Written by Steward when the cluster was made. Port and addresses are given at each start.
shared_preload_libraries = 'pg_stat_statements'
max_connections = 60
shared_buffers = '128MB'
effective_cache_size = '1GB'
random_page_cost = 1.1
max_wal_size = '1GB'
track_io_timing = on
timezone = 'UTC'
log_timezone = 'UTC'
`;

/**
 * Makes a cluster in `folder`, whose parent must belong to the server's user. The password is handed over in a file
 * that only that user can read. `isDurable: false` leaves out fsync (tests).
 */
export async function createCluster(
  binaries: ServerBinaries,
  user: ServerUser,
  folder: string,
  adminPassword: string,
  options: { readonly isDurable: boolean } = { isDurable: true },
): Promise<void> {
  const passwordFile = join(dirname(folder), `.${randomBytes(6).toString("hex")}.pw`);
  await writeFile(passwordFile, `${adminPassword}\n`, { mode: 0o600, flag: "wx" });
  try {
    await giveToServer(passwordFile, user);
    const args = [
      ["-D", folder, "-U", adminRole, `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--encoding=UTF8"],
      // Postgres has a provider of its own since 17; the libraries of a system do not agree on C.UTF-8.
      ["--locale=C", "--data-checksums"],
      // A quarter of the default: every fork copies a segment or two, and every cluster keeps a few.
      ["--wal-segsize=4"],
      binaries.major >= 17 ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] : [],
      options.isDurable ? [] : ["--no-sync"],
    ];
    await runProgram(programPath(binaries, "initdb"), args.flat(), { cwd: dirname(folder), user });
  } finally {
    await rm(passwordFile, { force: true });
  }
  await writeFile(join(folder, "pg_hba.conf"), hostAccess);
  await appendFile(join(folder, "postgresql.conf"), settings);
}
