import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import type { ConnectParameters } from "../../../postgres/session.ts";
import type { ControlPlaneCall } from "../../control-plane.ts";
import type { DumpPrograms } from "./dump-programs.ts";

/** A copy by pg_dump and pg_restore on one server. */
export interface DumpCopy {
  readonly programs: DumpPrograms;
  /** Of the source; the target differs by its database only. */
  readonly parameters: ConnectParameters;
  readonly target: string;
  readonly isSchemaOnly: boolean;
}

/** The options of both programs; the place and the password are in their environment. */
export function dumpArguments(isSchemaOnly: boolean): { readonly dump: string[]; readonly restore: string[] } {
  const shared = ["--no-password", "--no-subscriptions", "--no-publications"];
  return {
    dump: ["--format=custom", "--compress=0", ...shared, ...(isSchemaOnly ? ["--schema-only"] : [])],
    restore: ["--exit-on-error", ...shared],
  };
}

/**
 * Reads the source in one snapshot and writes it into the empty target; sessions on the source go on. The password is in
 * the environment of the two programs alone. Rejects with `unsupported` (a way that they cannot go), `sql` (what they
 * said, without the password) and `cancelled`; the target is then not whole.
 */
export async function copyByDump(copy: DumpCopy, call: ControlPlaneCall): Promise<void> {
  const { programs, parameters, target, isSchemaOnly } = copy;
  refuseOtherWays(parameters, programs);
  const folder = await mkdtemp(join(tmpdir(), "steward-dump-"));
  try {
    const environment = await dumpEnvironment(parameters, folder);
    const args = dumpArguments(isSchemaOnly);
    const start = (program: string, options: readonly string[], database: string) =>
      watch(spawn(program, options, { env: { ...environment, PGDATABASE: database }, stdio: "pipe" }), call.signal);
    const dump = start(programs.dump, args.dump, parameters.database);
    // The place of the target is its name, not a connection string: `dbname=` in a name means nothing then.
    const restore = start(programs.restore, [...args.restore, `--dbname=dbname=${conninfoValue(target)}`], target);
    await Promise.all([flow(dump.child, restore.child, call), dump.ended, restore.ended]).catch((error: unknown) => {
      dump.child.kill();
      restore.child.kill();
      const words = [dump.words(), restore.words()].join("").trim() || String(error);
      throw failure(words, parameters.password, call.signal);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The environment of the two programs: nothing of this process but where programs and files are. */
export async function dumpEnvironment(parameters: ConnectParameters, folder: string): Promise<NodeJS.ProcessEnv> {
  const { rootCertificate, clientCertificate, clientKey, password, options, channelBinding } = parameters;
  const write = async (name: string, pem: string) => {
    const path = join(folder, name);
    await writeFile(path, pem, { mode: 0o600 });
    return path;
  };
  return {
    ...inherited(process.env),
    LC_ALL: "C",
    PGAPPNAME: "Steward copy",
    PGHOST: parameters.directHost ?? parameters.host,
    PGPORT: String(parameters.port),
    PGUSER: parameters.user,
    PGSSLMODE: parameters.tls,
    // The user's own files are not looked at: what Steward was told is what holds.
    PGPASSFILE: join(folder, "no-passwords"),
    PGSERVICEFILE: join(folder, "no-services"),
    PGSSLROOTCERT:
      rootCertificate === undefined
        ? parameters.tls.startsWith("verify")
          ? "system"
          : join(folder, "no-root")
        : await write("root.crt", rootCertificate),
    ...(clientCertificate === undefined ? {} : { PGSSLCERT: await write("client.crt", clientCertificate) }),
    ...(clientKey === undefined ? {} : { PGSSLKEY: await write("client.key", clientKey) }),
    ...(password === undefined ? {} : { PGPASSWORD: password }),
    ...(options === undefined ? {} : { PGOPTIONS: options }),
    ...(channelBinding === undefined ? {} : { PGCHANNELBINDING: channelBinding }),
  };
}

function inherited({ PATH, SystemRoot, TEMP, TMPDIR, HOME }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const all = { PATH, SystemRoot, TEMP, TMPDIR, HOME };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function refuseOtherWays(parameters: ConnectParameters, { major }: DumpPrograms): void {
  if (parameters.tunnel)
    throw new AppError("unsupported", "pg_dump cannot go through the SSH tunnel of this connection.", {
      hint: "Copy by template instead, or open a tunnel yourself and save a connection through it.",
    });
  const needsSystemRoots = parameters.tls.startsWith("verify") && parameters.rootCertificate === undefined;
  if (needsSystemRoots && major < 16)
    throw new AppError("unsupported", `pg_dump ${major} does not know the system's certificate authorities.`, {
      hint: "Install version 16 or later, or name the root certificate in the connection.",
    });
}

interface Watched {
  readonly child: ChildProcess;
  /** Rejects unless the program ended with 0. */
  readonly ended: Promise<void>;
  /** The last of what it said. */
  words(): string;
}

function watch(child: ChildProcess, signal: AbortSignal | undefined): Watched {
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-4_000);
  });
  const stop = () => child.kill();
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted) stop();
  const ended = new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => (code === 0 ? resolve() : reject(new Error(`It ended with ${code ?? "a signal"}.`))));
  }).finally(() => signal?.removeEventListener("abort", stop));
  return { child, ended, words: () => said };
}

/** What pg_dump writes, to pg_restore, counted. */
async function flow(from: ChildProcess, to: ChildProcess, call: ControlPlaneCall): Promise<void> {
  if (!from.stdout || !to.stdin) throw new Error("Both programs have pipes.");
  let bytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      call.report?.({ step: "copying with pg_dump", bytes });
      done(null, chunk);
    },
  });
  await pipeline(from.stdout, count, to.stdin);
}

function failure(words: string, password: string | undefined, signal: AbortSignal | undefined): AppError {
  if (signal?.aborted) return new AppError("cancelled", "The copy was cancelled.");
  const said = password ? words.replaceAll(password, "…") : words;
  return new AppError("sql", `pg_dump and pg_restore did not get through: ${said}`, {
    hint: "Usually a right is missing. The source is unchanged, and the half copy is removed.",
  });
}

function conninfoValue(value: string): string {
  return `'${value.replace(/[\\']/g, "\\$&")}'`;
}
