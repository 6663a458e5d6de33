import { Option } from "commander";
import type { Severity } from "../../../../shared/findings/model.ts";
import type { IndexFinding, IndexHealth } from "../../../../shared/indexes/contract.ts";
import { otherComputesText } from "../../../../shared/indexes/counted-time.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { checkIndexes } from "../../../indexes/check-indexes.ts";
import type { ExitCode } from "../../cli-context.ts";
import { formatBytes, formatTable, type OutputFormat, type TableColumn, visible } from "../../output.ts";
import { type Cli, formatOption, type RegisterVerb } from "../../verb.ts";
import { withDatabaseUrl } from "../../with-database-url.ts";

interface CheckOptions {
  readonly connection?: string;
  readonly branch?: string;
  readonly database?: string;
  readonly failOn: Severity;
  readonly format: OutputFormat;
}

const weights: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** `steward indexes check`: what the checks of indexes find in a database. Exit code 1 when they find something. */
export const registerCheckIndexes: RegisterVerb = (group, cli) => {
  group
    .command("check")
    .description("missing, invalid, duplicate, redundant, unused indexes and more; 1 when something is found")
    .option("--connection <id>", "a saved connection")
    .option("--branch <id>", "a branch of the connection's project; its own without it")
    .option("--database <url>", "a database by URL; the password comes from PGPASSWORD")
    .addOption(
      new Option("--fail-on <severity>", "least severity that gives 1").choices(Object.keys(weights)).default("info"),
    )
    .addOption(formatOption())
    .action(async (options: CheckOptions) => {
      const { connection, branch, database } = options;
      if ((connection === undefined) === (database === undefined))
        await cli.alone(async () => {
          throw new AppError("invalidInput", "Name either --connection or --database.");
        });
      else if (connection !== undefined)
        await cli.withApp(async ({ request }) => {
          const ref = { connectionId: connection, ...(branch === undefined ? {} : { branchId: branch }) };
          return print(cli, options, await request("indexes.check", { ref }));
        });
      else if (database !== undefined) await cli.alone(async () => print(cli, options, await checkUrl(cli, database)));
    });
};

async function checkUrl(cli: Cli, url: string): Promise<IndexHealth> {
  return await withDatabaseUrl(url, (databases, ref) =>
    databases.read(ref, "indexes: check", (session) => checkIndexes(session, () => undefined), { signal: cli.signal }),
  );
}

function print({ terminal }: Cli, { format, failOn }: CheckOptions, health: IndexHealth): ExitCode {
  const { findings } = health;
  if (format === "json") terminal.writeOut(`${JSON.stringify(toJson(health), null, 2)}\n`);
  else printTable(terminal.writeOut, health);
  return findings.some(({ severity }) => weights[severity] <= weights[failOn]) ? 1 : 0;
}

/** The shape that every finding has for other programs. What could not be checked stands among them and gives no 1. */
function toJson({ findings, notChecked }: IndexHealth): readonly unknown[] {
  const unread = notChecked.map(({ what, message, hint }) => ({
    code: "not-checked",
    severity: "info",
    subject: what,
    message,
    evidence: { hint },
  }));
  return [...findings.map(({ schema: _schema, table: _table, ...finding }) => finding), ...unread];
}

const columns: readonly TableColumn<IndexFinding>[] = [
  { title: "severity", text: ({ severity }) => severity },
  { title: "check", text: ({ code }) => code },
  { title: "object", text: ({ subject }) => subject },
  { title: "table", text: ({ schema, table }) => `${schema}.${table}` },
  { title: "saves", text: ({ evidence }) => savedText(evidence.savedBytes), isNumber: true },
  { title: "fix", text: ({ fix }) => fix?.title ?? "–" },
];

function savedText(savedBytes: IndexFinding["evidence"][string] | undefined): string {
  return typeof savedBytes === "number" ? formatBytes(savedBytes) : "–";
}

function printTable(write: (text: string) => void, health: IndexHealth): void {
  const { findings, notChecked, checkedTables, checkedIndexes, isCut, computes } = health;
  if (findings.length > 0) write(`${formatTable(columns, findings)}\n\n`);
  const cut = isCut ? ", the largest tables only" : "";
  write(`${checkedIndexes} indexes of ${checkedTables} tables${cut}: ${findings.length} findings.\n`);
  if (findings.some(({ evidence }) => evidence.scans !== undefined)) write(`${otherComputesText(computes)}\n`);
  for (const { what, message, hint } of notChecked)
    write(`Not checked: ${visible(`${what}. ${message} ${hint ?? ""}`.trimEnd())}\n`);
}
