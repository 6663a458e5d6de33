import { AppError } from "../../../shared/ipc/app-error.ts";
import type { MonitorSample } from "../../../shared/monitor/model.ts";
import { type BlockingNode, buildBlockingForest } from "../../../shared/monitor/rules/blocking-tree.ts";
import { readSample } from "../../monitor/read-sample.ts";
import type { ExitCode } from "../cli-context.ts";
import { type OutputFormat, visible } from "../output.ts";
import { type Cli, formatOption, type RegisterVerb } from "../verb.ts";
import { withDatabaseUrl } from "../with-database-url.ts";

interface LocksOptions {
  readonly connection?: string;
  readonly branch?: string;
  readonly database?: string;
  readonly format: OutputFormat;
}

/** `steward locks`: who waits for whom, right now. Exit code 1 when somebody waits. */
export const registerLocks: RegisterVerb = (program, cli) => {
  program
    .command("locks")
    .description("who waits for whom on a server; 1 when somebody does. Looks once, which wakes a suspended compute")
    .option("--connection <id>", "a saved connection")
    .option("--branch <id>", "a branch of the connection's project; its own without it")
    .option("--database <url>", "a database by URL; the password comes from PGPASSWORD")
    .addOption(formatOption())
    .action(async ({ connection, branch, database, format }: LocksOptions) => {
      if (connection !== undefined && database === undefined)
        await cli.withApp(async ({ request }) => {
          const ref = { connectionId: connection, ...(branch === undefined ? {} : { branchId: branch }) };
          return print(cli, format, await request("monitor.sample", { ref }));
        });
      else
        await cli.alone(async () => {
          if (database === undefined || connection !== undefined)
            throw new AppError("invalidInput", "Name either --connection or --database.");
          return print(cli, format, await lookAtUrl(cli, database));
        });
    });
};

async function lookAtUrl(cli: Cli, url: string): Promise<MonitorSample> {
  return await withDatabaseUrl(url, (databases, ref) =>
    databases.read(ref, "monitor: look", readSample, { signal: cli.signal }),
  );
}

function print(cli: Cli, format: OutputFormat, sample: MonitorSample): ExitCode {
  const { roots, waitingSessions } = buildBlockingForest(sample);
  const { writeOut, writeError } = cli.terminal;
  if (format === "json")
    writeOut(`${JSON.stringify({ at: sample.at, waitingSessions, roots: roots.map(toJson) }, null, 2)}\n`);
  else for (const line of roots.flatMap((root) => lines(root, 0))) writeOut(`${line}\n`);
  if (format === "table" && waitingSessions === 0) writeError("Nobody waits for anybody.\n");
  return waitingSessions > 0 ? 1 : 0;
}

function lines({ pid, session, waiting, isRepeated, isInCircle }: BlockingNode, depth: number): readonly string[] {
  const parts = [
    pid === 0 ? "prepared transaction" : String(pid),
    session?.user ?? "",
    session?.application ?? "",
    session?.state ?? "",
    session?.awaited ? `wants ${session.awaited.mode} on ${session.awaited.relation ?? session.awaited.kind}` : "",
    session?.awaited?.waitedSeconds == null ? "" : `for ${session.awaited.waitedSeconds.toFixed(1)} s`,
    isInCircle ? "in a circle" : "",
    isRepeated ? "(see above)" : (session?.statement ?? "").replace(/\s+/g, " ").slice(0, 120),
  ];
  const line = `${"  ".repeat(depth)}${parts.filter((part) => part !== "").join("  ")}`;
  return [visible(line), ...waiting.flatMap((next) => lines(next, depth + 1))];
}

function toJson({ pid, session, frees, waiting }: BlockingNode): unknown {
  return {
    pid,
    user: session?.user ?? null,
    application: session?.application ?? null,
    database: session?.database ?? null,
    state: session?.state ?? null,
    transactionSeconds: session?.transactionSeconds ?? null,
    wants: session?.awaited ?? null,
    statement: session?.statement ?? null,
    frees,
    waiting: waiting.map(toJson),
  };
}
