import { readFile } from "node:fs/promises";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { type AdviserNeeds, adviseQuery } from "../../../adviser/advise-query.ts";
import { adviseWorkload } from "../../../adviser/workload/advise-workload.ts";
import { parserInPlace } from "../../../sql/parser/sql-parser.ts";
import { toFileError } from "../../../storage/atomic-file.ts";
import type { ExitCode } from "../../cli-context.ts";
import type { OutputFormat } from "../../output.ts";
import { type Cli, formatOption, type RegisterVerb } from "../../verb.ts";
import { withDatabaseCopies } from "../../with-database-copies.ts";
import { withDatabaseUrl } from "../../with-database-url.ts";
import { printAdvice, printWorkload } from "./print-advice.ts";

interface AdviseOptions {
  readonly connection?: string;
  readonly branch?: string;
  readonly database?: string;
  readonly query?: string;
  readonly limit: string;
  readonly timeout: string;
  readonly prove?: boolean;
  readonly format: OutputFormat;
}

/** `steward indexes advise`: which index a query or the workload needs, proven on a branch where there is one. */
export const registerAdviseIndexes: RegisterVerb = (group, cli) => {
  group
    .command("advise")
    .description(
      "indexes for a query or the workload, proven on a throw-away branch where there are branches; 1 when advised",
    )
    .option("--connection <id>", "a saved connection")
    .option("--branch <id>", "a branch of the connection's project; its own without it")
    .option("--database <url>", "a database by URL; the password comes from PGPASSWORD")
    .option("--prove", "with --database: prove it on a copy of the database on the same server, which is dropped again")
    .option("--query <file>", "file with the query; - reads standard input. Without it: the workload")
    .option("--limit <count>", "without --query: how many of the most expensive queries are asked about", "10")
    .option("--timeout <ms>", "longest run of a query on the branch", "60000")
    .addOption(formatOption())
    .action(async (options: AdviseOptions) => {
      const { connection, branch, database } = options;
      if ((connection === undefined) === (database === undefined))
        await cli.alone(async () => {
          throw new AppError("invalidInput", "Name either --connection or --database.");
        });
      else if (connection !== undefined)
        await cli.withApp(async ({ request }) => {
          const ref = { connectionId: connection, ...(branch === undefined ? {} : { branchId: branch }) };
          const timeoutMs = readTimeout(options);
          if (options.query === undefined)
            return printWorkload(
              cli,
              options.format,
              await request("adviser.workload", { ref, limit: readLimit(options), timeoutMs }),
            );
          const input = { ref, sql: await readText(options.query), timeoutMs };
          return printAdvice(cli, options.format, await request("adviser.query", input));
        });
      else if (database !== undefined) await cli.alone(() => adviseOnUrl(cli, database, options));
    });
};

async function adviseOnUrl(cli: Cli, url: string, options: AdviseOptions): Promise<ExitCode> {
  const { query, prove, format } = options;
  const timeoutMs = readTimeout(options);
  const context = { signal: cli.signal, report: () => undefined };
  const advise = async (needs: AdviserNeeds, ref: DatabaseRef) => {
    if (query === undefined)
      return printWorkload(
        cli,
        format,
        await adviseWorkload(needs, { ref, limit: readLimit(options), timeoutMs }, context),
      );
    return printAdvice(cli, format, await adviseQuery(needs, { ref, sql: await readText(query), timeoutMs }, context));
  };
  const parser = parserInPlace;
  if (prove)
    return await withDatabaseCopies(url, (databases, ref, fork) =>
      advise({ databases, parser, forkOf: async () => fork }, ref),
    );
  return await withDatabaseUrl(url, (databases, ref) => advise({ databases, parser, forkOf: async () => null }, ref));
}

function readLimit({ limit }: AdviseOptions): number {
  const count = Number(limit);
  if (Number.isInteger(count) && count >= 1 && count <= 50) return count;
  throw new AppError("invalidInput", `--limit takes a number from 1 to 50, not "${limit}".`);
}

function readTimeout({ timeout }: AdviseOptions): number {
  const ms = Number(timeout);
  if (Number.isInteger(ms) && ms >= 1000 && ms <= 3_600_000) return ms;
  throw new AppError("invalidInput", `--timeout takes milliseconds from 1000 to 3600000, not "${timeout}".`);
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file === "-" ? "/dev/stdin" : file, "utf8");
  } catch (error) {
    throw toFileError(error, file);
  }
}
