import { Option } from "commander";
import { compareDatabases } from "../../comparison/schema/compare-databases.ts";
import { comparisonJobs } from "../../comparison/session-jobs.ts";
import { createDatabases } from "../../postgres/create-databases.ts";
import { createLocalSessions } from "../../postgres/process/local-sessions.ts";
import { StreamHub } from "../../postgres/process/stream-hub.ts";
import type { ExitCode } from "../cli-context.ts";
import { parseDatabaseUrl } from "../database-url.ts";
import { type ComparisonFormat, printComparison } from "../print-comparison.ts";
import type { Cli, RegisterVerb } from "../verb.ts";

/** `--format sql|json`, as comparisons have it. */
export function comparisonFormatOption(): Option {
  return new Option("--format <format>", "how to print").choices(["sql", "json"]).default("sql");
}

/** `steward diff FROM TO`. */
export const registerDiff: RegisterVerb = (program, cli) => {
  program
    .command("diff <from> <to>")
    .description("the script that makes the schema of one database like another's; 1 when they differ")
    .addOption(comparisonFormatOption())
    .addHelpText(
      "after",
      "\nBoth are URLs. Passwords come from PGPASSWORD; that of the second from STEWARD_TO_PASSWORD where it is another.",
    )
    .action((from: string, to: string, { format }: { readonly format: ComparisonFormat }) =>
      cli.alone(() => compareUrls(cli, [from, to], format)),
    );
};

/** Compares with sessions of this process: a URL needs no saved connection and leaves nothing behind. */
async function compareUrls(
  cli: Cli,
  [from, to]: readonly [string, string],
  format: ComparisonFormat,
): Promise<ExitCode> {
  const { env } = process;
  const password = env.STEWARD_TO_PASSWORD ?? env.PGPASSWORD;
  const sides = { from: parseDatabaseUrl(from, env), to: parseDatabaseUrl(to, { ...env, PGPASSWORD: password }) };
  const open = createLocalSessions(new StreamHub(), comparisonJobs);
  const databases = createDatabases({
    resolve: async ({ connectionId }) => (connectionId === "to" ? sides.to : sides.from),
    opener: () => open,
    observe: () => undefined,
    onLost: () => undefined,
  });
  const question = { from: { connectionId: "from" }, to: { connectionId: "to" }, acceptedRenames: [] };
  try {
    const comparison = await compareDatabases(databases, question, { signal: cli.signal, report: () => undefined });
    const { writeOut, writeError } = cli.terminal;
    const output = {
      print: (text: string) => writeOut(`${text}\n`),
      printJson: (value: unknown) => writeOut(`${JSON.stringify(value, null, 2)}\n`),
      note: (text: string) => writeError(`${text}\n`),
    };
    return printComparison(output, format, comparison);
  } finally {
    await databases.close();
  }
}
