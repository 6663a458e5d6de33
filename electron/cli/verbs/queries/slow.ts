import { setTimeout as sleep } from "node:timers/promises";
import { InvalidArgumentError, Option } from "commander";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { defaultBudgets } from "../../../../shared/queries/budgets.ts";
import type { QueryInterval } from "../../../../shared/queries/contract.ts";
import type { QuerySnapshot, QueryTexts, SnapshotObstacle } from "../../../../shared/queries/model.ts";
import { queryOrders } from "../../../../shared/queries/orders.ts";
import { judgeInterval, listInterval } from "../../../queries/interval/describe-interval.ts";
import { TraitsCache } from "../../../queries/interval/traits-cache.ts";
import { ShapeCache } from "../../../queries/judging/shape-cache.ts";
import { redactTexts } from "../../../queries/keeping/add-texts.ts";
import { takeSnapshot } from "../../../queries/reading/take-snapshot.ts";
import { parserInPlace } from "../../../sql/parser/sql-parser.ts";
import type { CliContext } from "../../cli-context.ts";
import { type Cli, formatOption, type RegisterVerb } from "../../verb.ts";
import { withDatabaseUrl } from "../../with-database-url.ts";
import { printSlowQueries } from "./print-slow-queries.ts";
import type { SlowOptions } from "./slow-options.ts";

/** `steward queries slow`: what took the time. Exit code 1 when a statement that is shown is over its budget or found something about. */
export const registerSlowQueries: RegisterVerb = (group, cli) => {
  group
    .command("slow")
    .description("what took a server's time, by pg_stat_statements; 1 when something is over budget or found")
    .option("--connection <id>", "a saved connection; the snapshot is kept as the app keeps it")
    .option("--branch <id>", "a branch of the connection's project; its own without it")
    .option("--database <url>", "a database by URL, of which nothing is kept; the password comes from PGPASSWORD")
    .option("--since <snapshot>", "a kept snapshot to count from, or 'last'; without it since the server counts")
    .option("--wait <seconds>", "count only what happens in so many seconds from now", atLeastOne)
    .option("--all-databases", "statements of the whole server, not of this database only")
    .option("--text <words>", "only statements that hold these words")
    .addOption(
      new Option("--order <figure>", "what to order by").choices(queryOrders.map(({ id }) => id)).default("total"),
    )
    .option("--limit <count>", "statements to show", atLeastOne, 20)
    .addOption(
      new Option("--fail-on <severity>", "least severity of a finding that gives 1")
        .choices(["error", "warning", "info"])
        .default("warning"),
    )
    .addOption(formatOption())
    .action(async (options: SlowOptions) => {
      const { connection, database, since, wait } = options;
      if ((connection === undefined) === (database === undefined) || (since !== undefined && wait !== undefined))
        await cli.alone(async () => {
          throw new AppError(
            "invalidInput",
            "Name either --connection or --database, and not both of --since and --wait.",
          );
        });
      else if (connection !== undefined)
        await cli.withApp(async (context) => {
          const ref = {
            connectionId: connection,
            ...(options.branch === undefined ? {} : { branchId: options.branch }),
          };
          return printSlowQueries(cli, options, await ofConnection(context, ref, options, cli.signal));
        });
      else if (database !== undefined)
        await cli.alone(async () => printSlowQueries(cli, options, await ofUrl(cli, database, options)));
    });
};

function atLeastOne(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("It has to be a whole number from 1 on.");
  return value;
}

async function ofConnection(
  { request }: CliContext,
  ref: { readonly connectionId: string; readonly branchId?: string },
  { since, wait, allDatabases, text = "" }: SlowOptions,
  signal: AbortSignal,
): Promise<QueryInterval> {
  const take = async () => {
    const attempt = await request("queries.take", { ref });
    if (attempt.state === "taken") return attempt.snapshot;
    throw unavailable(attempt);
  };
  let from = since ?? null;
  if (since === "last") {
    from = (await request("queries.snapshots", { ref }))[0]?.id ?? null;
    if (from === null)
      throw new AppError("notFound", "No snapshot is kept of this connection yet.", {
        hint: "Run it once without --since: that keeps one.",
      });
  }
  if (wait !== undefined) {
    from = (await take()).id;
    await sleep(wait * 1000, undefined, { signal });
  }
  const to = await take();
  const filter = { database: allDatabases ? null : to.database, user: null };
  return await request("queries.interval", { ref, from, to: to.id, ...filter, text });
}

async function ofUrl(
  cli: Cli,
  url: string,
  { since, wait, allDatabases, text = "" }: SlowOptions,
): Promise<QueryInterval> {
  if (since !== undefined)
    throw new AppError("invalidInput", "Snapshots are kept for saved connections only.", {
      hint: "Name the connection with --connection, or count for some seconds with --wait.",
    });
  const readers = { traits: new TraitsCache(), shapes: new ShapeCache(parserInPlace) };
  return await withDatabaseUrl(url, async (databases, ref) => {
    const take = async (): Promise<{ snapshot: QuerySnapshot; texts: QueryTexts }> => {
      const read = await databases.read(ref, "queries: snapshot", (session) => takeSnapshot(session, readers.shapes), {
        signal: cli.signal,
        searchPath: "user",
      });
      if (read.state !== "read") throw unavailable(read);
      return { snapshot: { id: "now", ...read.snapshot }, texts: read.texts };
    };
    const from = wait === undefined ? null : (await take()).snapshot;
    if (wait !== undefined) await sleep(wait * 1000, undefined, { signal: cli.signal });
    const { snapshot: to, texts } = await take();
    const filter = { database: allDatabases ? null : to.database, user: null };
    const source = { from, to, texts: await redactTexts(texts), budgets: defaultBudgets, filter };
    return await listInterval(await judgeInterval(source, readers), text);
  });
}

function unavailable({ message, hint, sql }: SnapshotObstacle): AppError {
  return new AppError("unsupported", message, { hint: sql === null ? hint : `${hint} ${sql}` });
}
