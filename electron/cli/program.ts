import { Command } from "commander";
import {
  type CliContext,
  createCliContext,
  type ExitCode,
  type RequestCarrier,
  reportError,
  type Terminal,
} from "./cli-context.ts";
import type { Cli, RegisterVerb } from "./verb.ts";
import { registerBranches } from "./verbs/branches/branches.ts";
import { registerCi } from "./verbs/ci/ci.ts";
import { registerConnections } from "./verbs/connections.ts";
import { registerDiff } from "./verbs/diff.ts";
import { registerDoctor } from "./verbs/doctor.ts";
import { registerDrift } from "./verbs/drift.ts";
import { registerIndexes } from "./verbs/indexes/indexes.ts";
import { registerLedger } from "./verbs/ledger.ts";
import { registerLint } from "./verbs/lint.ts";
import { registerLocks } from "./verbs/locks.ts";
import { registerMigrate } from "./verbs/migrate/migrate.ts";
import { registerNeonApi } from "./verbs/neon-api.ts";
import { registerPlan } from "./verbs/plan/plan.ts";
import { registerQueries } from "./verbs/queries/queries.ts";
import { registerSchema } from "./verbs/schema.ts";
import { registerSchemaExport } from "./verbs/schema-export/schema-export.ts";
import { registerServe } from "./verbs/serve.ts";

/** Every verb: one file and one line. */
const verbs: readonly RegisterVerb[] = [
  registerServe,
  registerNeonApi,
  registerDoctor,
  registerConnections,
  registerBranches,
  registerLint,
  registerMigrate,
  registerLedger,
  registerPlan,
  registerIndexes,
  registerLocks,
  registerQueries,
  registerDiff,
  registerDrift,
  registerSchema,
  registerSchemaExport,
  registerCi,
];

/** What the program needs of its surroundings. */
export interface ProgramOptions {
  readonly version: string;
  readonly dataFolder: string;
  readonly resourcesFolder: string;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly openCarrier: () => Promise<RequestCarrier>;
}

/** Runs one command line (without node and script) and gives its exit code. Never rejects. */
export async function runProgram(args: readonly string[], options: ProgramOptions): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const { terminal, signal } = options;
  const guarded = async (work: () => Promise<ExitCode>) => {
    try {
      exitCode = await work();
    } catch (error) {
      exitCode = reportError(error, terminal);
    }
  };
  const withApp = (work: (context: CliContext) => Promise<ExitCode>) =>
    guarded(async () => {
      const carrier = await options.openCarrier();
      try {
        return await work(createCliContext(carrier, terminal, signal));
      } finally {
        await carrier.close();
      }
    });
  const cli: Cli = { ...options, withApp, alone: guarded };
  const program = new Command("steward")
    .description("Postgres administration: branches, reviewed migrations, plans")
    .version(options.version)
    .showHelpAfterError("(--help shows what there is)")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.writeOut(text),
      writeErr: (text) => terminal.writeError(text),
    });
  for (const register of verbs) register(program, cli);
  for (const command of everyCommand(program)) command.exitOverride().copyInheritedSettings(program);
  try {
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    // Commander has printed what is wrong, or the help that was asked for.
    if (!isCommanderError(error)) return reportError(error, terminal);
    return error.exitCode === 0 ? 0 : 2;
  }
  return exitCode;
}

function everyCommand(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...everyCommand(child)]);
}

function isCommanderError(error: unknown): error is { exitCode: number } {
  return error instanceof Error && "exitCode" in error && typeof error.exitCode === "number";
}
