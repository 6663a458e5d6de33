import { createHash } from "node:crypto";
import { basename, isAbsolute, join } from "node:path";
import { toConninfoFields } from "../../../shared/connections/conninfo-fields.ts";
import type { ServerFields } from "../../../shared/connections/contract.ts";
import type { FoundConnection, FoundContent, FoundOrigin } from "../../../shared/connections/found.ts";
import type { Connection } from "../../../shared/connections/model.ts";
import { parseConninfo } from "../../../shared/connections/parse-conninfo.ts";
import { findPgpassPassword } from "../../../shared/connections/sources/find-pgpass-password.ts";
import { parseDotenv } from "../../../shared/connections/sources/parse-dotenv.ts";
import { parseServiceFile } from "../../../shared/connections/sources/parse-service-file.ts";
import { readPgEnvironment } from "../../../shared/connections/sources/pg-environment.ts";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import { readPasswordFile, readUserFile, type Surroundings, serviceFilePaths } from "./user-files.ts";

/** A proposal together with what saving it takes; the password never goes further than main. */
export interface Proposal {
  readonly found: FoundConnection;
  /** Null when it cannot be used. */
  readonly fields: ServerFields | null;
}

/** All proposals, and what could not be read. */
export interface Proposals {
  readonly proposals: readonly Proposal[];
  readonly problems: readonly string[];
}

interface Source {
  readonly origin: FoundOrigin;
  readonly name: string;
  readonly values: ReadonlyMap<string, string> | string;
}

const dotenvFiles = [".env", ".env.local", ".env.development", ".env.staging", ".env.production"];

/**
 * Looks for connections in service files, in libpq's variables and, where a project folder is named, in its `.env`
 * files. Reads files only: connects to nothing, saves nothing. An unreadable file is a problem beside the others.
 */
export async function findConnections(
  surroundings: Surroundings,
  folder: string | null,
  saved: readonly Connection[],
): Promise<Proposals> {
  const problems: string[] = [];
  const attempt = async <T>(fallback: T, run: () => Promise<T>): Promise<T> => {
    try {
      return await run();
    } catch (error) {
      if (!isAppError(error)) throw error;
      problems.push(error.hint === undefined ? error.message : `${error.message} ${error.hint}`);
      return fallback;
    }
  };
  const variables = readPgEnvironment((name) => surroundings.environment[name]);
  const sources: Source[] = [];
  for (const path of serviceFilePaths(surroundings))
    sources.push(...(await attempt([], () => readServices(path, variables, problems))));
  if (["host", "hostaddr", "dbname"].some((name) => variables.has(name)))
    sources.push({ origin: { kind: "environment" }, name: "Environment variables", values: variables });
  if (folder !== null) sources.push(...(await attempt([], () => readDotenvs(folder, problems))));
  const passwordFile = await attempt(null, () => readPasswordFile(surroundings));
  const passwords = passwordFile?.text ?? "";
  return { proposals: sources.map((source) => propose(source, surroundings, passwords, saved)), problems };
}

/** A service's own words come before the environment's, as in libpq. */
async function readServices(
  path: string,
  variables: ReadonlyMap<string, string>,
  problems: string[],
): Promise<readonly Source[]> {
  const file = await readUserFile(path);
  if (!file) return [];
  const parsed = parseServiceFile(file.text);
  problems.push(...parsed.problems.map((problem) => `${path}: ${problem}`));
  return parsed.services.map(({ name, values }) => ({
    origin: { kind: "service", file: path, service: name },
    name,
    values: new Map([...variables, ...values]),
  }));
}

async function readDotenvs(folder: string, problems: string[]): Promise<readonly Source[]> {
  if (!isAbsolute(folder)) {
    problems.push("Write the whole path of the project folder.");
    return [];
  }
  const sources: Source[] = [];
  let hasFile = false;
  for (const name of dotenvFiles) {
    const file = await readUserFile(join(folder, name));
    if (!file) continue;
    hasFile = true;
    const variables = parseDotenv(file.text);
    const nameOf = (variable: string) => `${basename(folder)} ${variable}`;
    for (const [variable, value] of variables) {
      if (!/^(?:jdbc:)?postgres(?:ql)?(?:\+\w+)?:\/\//i.test(value)) continue;
      const conninfo = parseConninfo(value);
      const values = conninfo.ok ? withoutDriverWords(conninfo.values) : conninfo.problem;
      sources.push({ origin: { kind: "dotenv", file: file.path, variable }, name: nameOf(variable), values });
    }
    const own = readPgEnvironment((variable) => variables.get(variable));
    if (own.has("host"))
      sources.push({
        origin: { kind: "dotenv", file: file.path, variable: "PGHOST" },
        name: nameOf("PG*"),
        values: own,
      });
  }
  if (!hasFile) problems.push(`There is no .env file in ${folder}.`);
  return sources;
}

/** What object mappers put into their URLs for themselves (Prisma, Drizzle); it says nothing about the connection. */
function withoutDriverWords(values: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const words = new Set([
    "schema",
    "pgbouncer",
    "connection_limit",
    "pool_timeout",
    "statement_cache_size",
    "sslaccept",
  ]);
  return new Map([...values].filter(([keyword]) => !words.has(keyword)));
}

function propose(
  { origin, name, values }: Source,
  { userName }: Surroundings,
  passwords: string,
  saved: readonly Connection[],
): Proposal {
  const refuse = (problem: string): Proposal => ({
    found: { id: idOf(origin, problem), origin, name, content: { ok: false, problem } },
    fields: null,
  });
  if (typeof values === "string") return refuse(values);
  const reading = toConninfoFields(values);
  if (!reading.ok) return refuse(reading.problem);
  const { host, port, user, database, password, tls, security, options, environment, notes } = reading.fields;
  const role = user ?? userName;
  const place = { host: host ?? "localhost", port: port ?? 5432, user: role, database: database ?? role };
  const fromFile = password === null ? findPgpassPassword(passwords, place) : undefined;
  const content: FoundContent = {
    ok: true,
    ...place,
    tls,
    environment: environment ?? (host === null ? "local" : "production"),
    passwordFrom: password !== null ? "source" : fromFile === undefined ? null : "password file",
    notes,
    isSaved: saved.some((connection) => leadsTo(connection, place)),
  };
  const fields: ServerFields = {
    name: name.slice(0, 200),
    environment: content.environment,
    ...place,
    tls,
    security,
    options,
    password: password ?? fromFile ?? null,
    tunnel: null,
    tunnelPassword: null,
    timeouts: {},
    migrationsFolder: null,
  };
  return { found: { id: idOf(origin, JSON.stringify([place, tls])), origin, name, content }, fields };
}

function leadsTo(
  { target, user, database }: Connection,
  place: { host: string; port: number; user: string; database: string },
) {
  return (
    target.kind === "server" &&
    target.tunnel === undefined &&
    target.host === place.host &&
    target.port === place.port &&
    user === place.user &&
    database === place.database
  );
}

function idOf(origin: FoundOrigin, content: string): string {
  return createHash("sha256").update(JSON.stringify(origin)).update("\n").update(content).digest("hex").slice(0, 24);
}
