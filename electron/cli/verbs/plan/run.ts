import type { Command } from "commander";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import type { PlanMode } from "../../../../shared/plans/contract.ts";
import { readPlans } from "../../../../shared/plans/reading/read-plans.ts";
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
    .option("--timeout <ms>", "longest run on the server; 0 means none", "30000")
    .addOption(formatOption())
    .action(async (options: RunOptions) => {
      const { connection, database } = options;
      if ((connection === undefined) === (database === undefined)) {
        await cli.alone(async () => {
          throw new AppError("invalidInput", "Name either --connection or --database.");
        });
      } else if (database !== undefined) await cli.alone(() => runOnUrl(cli, database, options));
      else if (connection !== undefined)
        await cli.withApp(async (context) => {
          const { branch, query } = options;
          const ref = { connectionId: connection, ...(branch === undefined ? {} : { branchId: branch }) };
          const sql = await readText(query);
          const input = { ref, sql, mode: modeOf(options), timeoutMs: readTimeout(options) };
          return printPlans(context, options.format, await context.request("plans.run", input));
        });
    });
}

/** Explains on the database that a URL names. */
async function runOnUrl(cli: Cli, url: string, options: RunOptions): Promise<ExitCode> {
  return await withDatabaseUrl(url, async (databases, ref) => {
    const sql = await readText(options.query);
    const request = { ref, sql, parameters: [], mode: modeOf(options), timeoutMs: readTimeout(options) };
    const { raw, context } = await runPlan({ databases, parser: parserInPlace }, request, {
      signal: cli.signal,
      report: () => undefined,
    });
    return printPlans(outputOf(cli), options.format, { plans: readPlans(raw), context });
  });
}

function modeOf({ analyze }: RunOptions): PlanMode {
  return analyze ? "analyze" : "estimate";
}

function readTimeout({ timeout }: RunOptions): number {
  const ms = Number(timeout);
  if (Number.isInteger(ms) && ms >= 0 && ms <= 3_600_000) return ms;
  throw new AppError("invalidInput", `--timeout takes milliseconds from 0 to 3600000, not "${timeout}".`);
}
