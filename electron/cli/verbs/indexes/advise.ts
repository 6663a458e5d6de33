import { readFile } from "node:fs/promises";
import type { QueryAdvice, Recommendation } from "../../../../shared/adviser/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { adviseQuery } from "../../../adviser/advise-query.ts";
import { parserInPlace } from "../../../sql/parser/sql-parser.ts";
import { toFileError } from "../../../storage/atomic-file.ts";
import type { ExitCode } from "../../cli-context.ts";
import { formatBytes, formatMs, type OutputFormat, visible } from "../../output.ts";
import { type Cli, formatOption, type RegisterVerb } from "../../verb.ts";
import { withDatabaseCopies } from "../../with-database-copies.ts";
import { withDatabaseUrl } from "../../with-database-url.ts";

interface AdviseOptions {
  readonly connection?: string;
  readonly branch?: string;
  readonly database?: string;
  readonly query: string;
  readonly timeout: string;
  readonly prove?: boolean;
  readonly format: OutputFormat;
}

/** `steward indexes advise`: which index a query needs, proven on a branch where there is one. 1 when one is advised. */
export const registerAdviseIndexes: RegisterVerb = (group, cli) => {
  group
    .command("advise")
    .description(
      "an index for a query, proven on a throw-away branch where the connection has branches; 1 when advised",
    )
    .option("--connection <id>", "a saved connection")
    .option("--branch <id>", "a branch of the connection's project; its own without it")
    .option("--database <url>", "a database by URL; the password comes from PGPASSWORD")
    .option("--prove", "with --database: prove it on a copy of the database on the same server, which is dropped again")
    .requiredOption("--query <file>", "file with the query; - reads standard input")
    .option("--timeout <ms>", "longest run of the query on the branch", "60000")
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
          const input = { ref, sql: await readText(options.query), timeoutMs: readTimeout(options) };
          return print(cli, options.format, await request("adviser.query", input));
        });
      else if (database !== undefined)
        await cli.alone(async () => print(cli, options.format, await adviseOnUrl(cli, database, options)));
    });
};

async function adviseOnUrl(cli: Cli, url: string, options: AdviseOptions): Promise<QueryAdvice> {
  const request = { sql: await readText(options.query), timeoutMs: readTimeout(options) };
  const context = { signal: cli.signal, report: () => undefined };
  if (options.prove)
    return await withDatabaseCopies(url, (databases, ref, fork) =>
      adviseQuery({ databases, parser: parserInPlace, forkOf: async () => fork }, { ref, ...request }, context),
    );
  return await withDatabaseUrl(url, (databases, ref) =>
    adviseQuery({ databases, parser: parserInPlace, forkOf: async () => null }, { ref, ...request }, context),
  );
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

function print({ terminal }: Cli, format: OutputFormat, advice: QueryAdvice): ExitCode {
  const write = (text: string) => terminal.writeOut(`${text}\n`);
  if (format === "json") write(JSON.stringify(toJson(advice), null, 2));
  else for (const line of lines(advice)) write(visible(line));
  return advice.recommendations.length > 0 ? 1 : 0;
}

/** The shape that other programs rely on; figures are null where nothing was measured. */
function toJson({ query, recommendations, none, otherAdvice, refused, parameters }: QueryAdvice): unknown {
  return {
    query,
    recommendations: recommendations.map(({ ddl, reason, proven, sizeBytes, before, after, ...more }) => ({
      ddl,
      reason,
      proven,
      sizeBytes,
      before: before && { ms: before.ms, buffers: before.buffers },
      after: after && { ms: after.ms, buffers: after.buffers },
      downDdl: more.downDdl,
      family: more.family,
      buildMs: more.buildMs,
      writeCost: more.writeCost,
      redundantIndexes: more.redundantIndexes,
    })),
    ...(none === null ? {} : { none: { reason: none.reason, code: none.code } }),
    otherAdvice,
    refused: refused.map(({ ddl, reason, sizeBytes }) => ({ ddl, reason, sizeBytes })),
    parameters,
  };
}

function lines({ recommendations, none, otherAdvice, refused }: QueryAdvice): readonly string[] {
  return [
    ...recommendations.flatMap(recommendationLines),
    ...(none === null ? [] : [`No index: ${none.reason}`]),
    ...otherAdvice.flatMap(({ message, sql }) => ["", message, ...(sql === undefined ? [] : sql.split("\n"))]),
    ...(refused.length === 0 ? [] : ["", "Tried and refused:"]),
    ...refused.map(({ ddl, reason }) => `  ${ddl.replaceAll(/\s+/g, " ")}  ${reason}`),
  ];
}

function recommendationLines(one: Recommendation): readonly string[] {
  const { ddl, reason, proven, sizeBytes, before, after, redundantIndexes } = one;
  const figures =
    proven && before !== null && after !== null
      ? [
          `proven: ${formatMs(before.ms)} → ${formatMs(after.ms)}, ${before.buffers} → ${after.buffers} pages`,
          `size: ${formatBytes(sizeBytes ?? 0)}`,
        ]
      : ["not proven"];
  const redundant = redundantIndexes.length === 0 ? [] : [`makes needless: ${redundantIndexes.join(", ")}`];
  return [...ddl.split("\n"), `  ${reason}`, ...[...figures, ...redundant].map((text) => `  ${text}`)];
}
