import { execFile, execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { promisify } from "node:util";
import type { ConnectParameters } from "../postgres/session.ts";

const debianFolder = "/usr/lib/postgresql";

/** A pg_dump that is installed and can read servers of this major version; null when there is none. */
export function findDumpProgram(major: number): string | null {
  const candidates = ["pg_dump", ...debianMajors().map((folder) => `${debianFolder}/${folder}/bin/pg_dump`)];
  return candidates.find((program) => majorOf(program) >= major) ?? null;
}

function debianMajors(): readonly string[] {
  try {
    return readdirSync(debianFolder);
  } catch {
    return []; // another system
  }
}

function majorOf(program: string): number {
  try {
    return Number(/ (\d+)/.exec(execFileSync(program, ["--version"], { encoding: "utf8", stdio: "pipe" }))?.[1] ?? 0);
  } catch {
    return 0; // not installed
  }
}

/**
 * A database as pg_dump sees it: one text for each object, in an order of their own, so that two databases can be
 * compared. Subscriptions are left out, `secrets` emptied: DDL has neither.
 */
export async function dumpEntries(
  program: string,
  parameters: ConnectParameters,
  secrets: readonly string[],
): Promise<readonly string[]> {
  const { host, port, user, database, password } = parameters;
  const args = ["--schema-only", "--no-subscriptions", "-h", host, "-p", String(port), "-U", user, database];
  const { stdout } = await promisify(execFile)(program, args, {
    env: { PGPASSWORD: password, PGSSLMODE: "disable", LC_ALL: "C" },
    maxBuffer: 50_000_000,
  });
  const text = secrets.reduce(
    (known, secret) => known.replaceAll(secret, ""),
    stdout.replace(/^\\(un)?restrict .*$/gm, ""),
  );
  return text
    .split(/^--\n-- (?=Name: )/m)
    .slice(1)
    .sort();
}
