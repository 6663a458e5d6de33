import { vi } from "vitest";
import type { TestDatabase } from "../../testing/test-database.ts";
import { runProgram } from "../program.ts";

/**
 * Runs a command on a test's database by its URL, without an app; `out` has both outputs. The password stands in the
 * environment until `vi.unstubAllEnvs`.
 */
export async function runOnDatabase({ parameters }: TestDatabase, ...args: readonly string[]) {
  const { user, host, port, database, password } = parameters;
  vi.stubEnv("PGPASSWORD", password);
  const out: string[] = [];
  const url = `postgres://${user}@${host}:${port}/${database}?sslmode=disable`;
  const exitCode = await runProgram([...args, "--database", url], {
    version: "1.2.3",
    dataFolder: "/nowhere",
    resourcesFolder: "/nowhere",
    terminal: { writeOut: (text) => void out.push(text), writeError: (text) => void out.push(text) },
    signal: new AbortController().signal,
    openCarrier: () => Promise.reject(new Error("no app is needed")),
  });
  return { exitCode, out: out.join("") };
}
