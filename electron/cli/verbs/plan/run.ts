import type { Command } from "commander";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { readPlans } from "../../../../shared/plans/reading/read-plans.ts";
import type { PlanMode } from "../../../../shared/plans/running/model.ts";
import { runPlan } from "../../../plans/run-plan.ts";
import { parserInPlace } from "../../../sql/parser/sql-parser.ts";
import type { ExitCode } from "../../cli-context.ts";
import type { OutputFormat } from "../../output.ts";
import { type Cli, formatOption } from "../../verb.ts";
import { withDatabaseUrl } from "../../with-database-url.ts";
import { outputOf, printPlans } from "./print-plans.ts";
import { readText } from "./read-text.ts";

interface RunOptions {
  readonly connection?: string;
  readonly branch?: string;
  readonly database?: string;
  readonly query: string;
  readonly analyze?: boolean;
  readonly generic?: boolean;
  readonly twice?: boolean;
  readonly onBranch?: boolean;
  readonly timeout: string;
  readonly format: OutputFormat;
}

/** Adds `run` to the group: explains one statement on a database. */
export function addRun(group: Command, cli: Cli): void {
  group
    .command("run")
    .description("explain one statement, in a READ ONLY transaction that is rolled back")
    .option("--connection <id>", "a saved connection")
    .option("--branch <id>", "a branch of the connection's project; its own without it")
    .option("--database <url>", "a database by URL; the password comes from PGPASSWORD")
    .requiredOption("--query <file>", "file with the statement; - reads standard input")
    .option("--analyze", "run it and measure")
    .option("--generic", "plan it with its parameters left open; from server 16 on")
    .option("--twice", "with --analyze: run it again at once, and give the plan of the second run")
    .option("--on-branch", "with --analyze: on a branch that is made for it and deleted; there it may write")
    .option("--timeout <ms>", "longest run on the server; 0 means none", "30000")
    .addOption(formatOption())
    .action(async (options: RunOptions) => {
      const { connection, database } = options;
      const refusal = refuseOptions(options);
      if (refusal !== null) {
        await cli.alone(async () => {
          throw new AppError("invalidInput", refusal);
        });
      } else if (database !== undefined) await cli.alone(() => runOnUrl(cli, database, options));
      else if (connection !== undefined)
        await cli.withApp(async (context) => {
          const { branch } = options;
          const ref = { connectionId: connection, ...(branch === undefined ? {} : { branchId: branch }) };
          const input = { ref, ...(await readRequest(options)) };
          return printPlans(context, options.format, await context.request("plans.run", input));
        });
    });
}

/** What cannot be meant; null for what can. */
function refuseOptions({ connection, database, analyze, generic, twice, onBranch }: RunOptions): string | null {
  if ((connection === undefined) === (database === undefined)) return "Name either --connection or --database.";
  if (analyze && generic) return "--generic plans with open parameters, --analyze runs: name one of them.";
  if (!analyze && (twice || onBranch)) return `--${twice ? "twice" : "on-branch"} goes with --analyze.`;
  if (database !== undefined && onBranch) return "A database by URL has no branches: name its --connection.";
  return null;
}

async function readRequest({ analyze, generic, twice, onBranch, query, timeout }: RunOptions) {
  const mode: PlanMode = analyze ? "analyze" : generic ? "generic" : "estimate";
  const place = onBranch ? ("branch" as const) : ("here" as const);
  const runs = twice ? (2 as const) : (1 as const);
  return { sql: await readText(query), mode, place, runs, timeoutMs: readTimeout(timeout) };
}

/** Explains on the database that a URL names: nothing that writes is run there. */
async function runOnUrl(cli: Cli, url: string, options: RunOptions): Promise<ExitCode> {
  return await withDatabaseUrl(url, async (databases, ref) => {
    const given = await readRequest(options);
    const request = { ...given, ref, parameters: [], confirmedEffects: [], serialize: null };
    const readOnly = new AppError("readOnly", "On a database by URL nothing that writes is run.");
    const needs = { databases, parser: parserInPlace, forkOf: async () => null, refuseWrite: async () => readOnly };
    const { raw, context } = await runPlan(needs, request, { signal: cli.signal, report: () => undefined });
    return printPlans(outputOf(cli), options.format, { plans: readPlans(raw), context });
  });
}

function readTimeout(timeout: string): number {
  const ms = Number(timeout);
  if (Number.isInteger(ms) && ms >= 0 && ms <= 3_600_000) return ms;
  throw new AppError("invalidInput", `--timeout takes milliseconds from 0 to 3600000, not "${timeout}".`);
}
