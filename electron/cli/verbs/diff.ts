import { Option } from "commander";
import type { ScriptForm } from "../../../shared/comparison/script-model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import { compareSides } from "../../comparison/sides/compare-sides.ts";
import type { Side } from "../../comparison/sides/side.ts";
import { sideOfPath } from "../../comparison/sides/side-of-path.ts";
import type { ConnectParameters } from "../../postgres/session.ts";
import type { ExitCode } from "../cli-context.ts";
import { isDatabaseUrl, parseDatabaseUrl } from "../database-url.ts";
import { type ComparisonFormat, printComparison } from "../print-comparison.ts";
import { openOwnSessions } from "../sides/own-sessions.ts";
import type { Cli, RegisterVerb } from "../verb.ts";

/** `--format sql|json`, as comparisons have it. */
export function comparisonFormatOption(): Option {
  return new Option("--format <format>", "how to print").choices(["sql", "json"]).default("sql");
}

/** `--scratch computer|server`, as all have it that may need a database to throw away. */
export function scratchOption(): Option {
  return new Option(
    "--scratch <place>",
    "where scratch databases are made: on a throw-away server of this computer, or on the database's own server",
  )
    .choices(["computer", "server"])
    .default("computer");
}

interface DiffOptions {
  readonly format: ComparisonFormat;
  readonly online?: true;
  readonly check?: true;
  readonly scratch: "computer" | "server";
}

/** `steward diff FROM TO`. */
export const registerDiff: RegisterVerb = (program, cli) => {
  program
    .command("diff <from> <to>")
    .description("the script that makes one schema like another; 1 when they differ, or the check fails")
    .option("--online", "the script in its online form: it keeps nobody from a table while rows are read")
    .option("--check", "run the script on a copy of the first schema, and compare the result with the second")
    .addOption(scratchOption())
    .addOption(comparisonFormatOption())
    .addHelpText(
      "after",
      `
Either is a URL, a snapshot (.json, by steward schema export), a script (.sql), a Prisma schema (schema.prisma, or the folder of
its files) or a folder of migrations; all but the first two are run in a scratch database. Passwords come from PGPASSWORD; that of the second from STEWARD_TO_PASSWORD where it is another.`,
    )
    .action((from: string, to: string, options: DiffOptions) =>
      cli.alone(() => compareArguments(cli, { from, to }, options)),
    );
};

async function compareArguments(
  cli: Cli,
  named: { readonly from: string; readonly to: string },
  { format, online, check, scratch }: DiffOptions,
): Promise<ExitCode> {
  const { env } = process;
  const password = env.STEWARD_TO_PASSWORD ?? env.PGPASSWORD;
  const targets = new Map<string, ConnectParameters>();
  const sideOf = async (id: "from" | "to", environment: typeof env): Promise<Side> => {
    if (!isDatabaseUrl(named[id])) return await sideOfPath(named[id]);
    targets.set(id, parseDatabaseUrl(named[id], environment));
    return { kind: "database", ref: { connectionId: id } };
  };
  const from = await sideOf("from", env);
  const to = await sideOf("to", { ...env, PGPASSWORD: password });
  const beside = [from, to].find(({ kind }) => kind === "database");
  if (scratch === "server" && beside?.kind !== "database")
    throw new AppError("invalidInput", "Neither side has a server for scratch databases.", {
      hint: "Leave out --scratch server.",
    });
  const form: ScriptForm = online ? "online" : "plain";
  const sessions = openOwnSessions(targets, cli.dataFolder);
  const { writeOut, writeError } = cli.terminal;
  const output = {
    print: (text: string) => writeOut(`${text}\n`),
    printJson: (value: unknown) => writeOut(`${JSON.stringify(value, null, 2)}\n`),
    note: (text: string) => writeError(`${text}\n`),
  };
  try {
    const openScratch = sessions.scratch(scratch === "server" && beside?.kind === "database" ? beside.ref : null);
    const question = { from, to, acceptedRenames: [], check: check ? form : null };
    const call = { signal: cli.signal, report: () => undefined };
    const answer = await compareSides({ databases: sessions.databases, openScratch }, question, call);
    return printComparison(output, format, answer.comparison, { form, check: answer.check });
  } finally {
    await sessions.close();
  }
}
