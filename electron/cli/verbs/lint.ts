import { Option } from "commander";
import type { Severity } from "../../../shared/findings/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { LintContext } from "../../changes/lint/lint-script.ts";
import { readLintVersion } from "../../changes/lint/lint-version.ts";
import { toSarif } from "../../changes/lint/output/to-sarif.ts";
import { lintRules } from "../../changes/lint/registry.ts";
import { openSession } from "../../postgres/connect.ts";
import type { ExitCode } from "../cli-context.ts";
import { parseDatabaseUrl } from "../database-url.ts";
import { type FileLinter, lintHere, lintInApp } from "../lint/lint-file.ts";
import { isAsGrave, lintJson, lintTable } from "../lint/print-lint.ts";
import { readSqlFiles } from "../lint/read-sql-files.ts";
import type { Cli, RegisterVerb } from "../verb.ts";
import { findConnection } from "./migrate/migrate-target.ts";

interface LintOptions {
  readonly connection?: string;
  readonly databaseUrlEnv?: string;
  readonly pgVersion?: string;
  readonly runner: LintContext["runner"];
  readonly enable: readonly string[];
  readonly format: "table" | "json" | "sarif";
  readonly failOn: Severity | "never";
}

/** `steward lint PATH...`: 1 when there is a finding as grave as `--fail-on` says. */
export const registerLint: RegisterVerb = (program, cli) => {
  program
    .command("lint <path...>")
    .description("what migrations lock, rewrite and break; files of SQL, or folders of them")
    .addOption(
      new Option("--connection <connection>", "judge by the database of a saved connection").conflicts(
        "databaseUrlEnv",
      ),
    )
    .option("--database-url-env <name>", "judge by the database whose URL is in this variable")
    .addOption(
      new Option("--pg-version <version>", "judge for this version, without a database").conflicts([
        "connection",
        "databaseUrlEnv",
      ]),
    )
    .addOption(new Option("--runner <runner>", "who will run them").choices(["steward", "other"]).default("steward"))
    .option("--enable <rule...>", "rules of the house, which run only where they are asked for", [])
    .addOption(new Option("--format <format>", "how to print").choices(["table", "json", "sarif"]).default("table"))
    .addOption(
      new Option("--fail-on <severity>", "end with 1 from this severity on")
        .choices(["info", "warning", "error", "never"])
        .default("warning"),
    )
    .action(async (paths: readonly string[], options: LintOptions) => {
      const { connection } = options;
      if (connection === undefined) return await cli.alone(() => lintAlone(cli, paths, options));
      await cli.withApp(async (context) => {
        const { id } = await findConnection(context, connection);
        return await lintAll(cli, paths, options, lintInApp(context, id, readContext(cli, options)));
      });
    });
};

async function lintAlone(cli: Cli, paths: readonly string[], options: LintOptions): Promise<ExitCode> {
  const context = readContext(cli, options);
  const { databaseUrlEnv } = options;
  if (databaseUrlEnv === undefined) return await lintAll(cli, paths, options, lintHere(context, null));
  const url = process.env[databaseUrlEnv];
  if (url === undefined || url === "")
    throw new AppError("invalidInput", `The variable ${databaseUrlEnv} is empty.`, {
      hint: "Put the database's URL into it.",
    });
  const session = await openSession(parseDatabaseUrl(url, process.env), { purpose: "lint" });
  try {
    return await lintAll(cli, paths, options, lintHere(context, session));
  } finally {
    await session.close();
  }
}

function readContext({ signal }: Cli, { pgVersion, runner, enable }: LintOptions): LintContext {
  const version = pgVersion === undefined ? null : readLintVersion(pgVersion);
  if (pgVersion !== undefined && version === null)
    throw new AppError("invalidInput", `${pgVersion} is no version.`, { hint: "Write it as 16 or 14.2." });
  const optional = lintRules.filter(({ isOptional }) => isOptional).map(({ code }) => code);
  const unknown = enable.find((code) => !optional.includes(code));
  if (unknown !== undefined)
    throw new AppError("invalidInput", `There is no rule ${unknown} to be asked for.`, {
      hint: `There is: ${optional.join(", ")}.`,
    });
  return { runner, version, catalog: null, optionalRules: new Set(enable), signal };
}

async function lintAll(
  { terminal, version }: Cli,
  paths: readonly string[],
  { format, failOn }: LintOptions,
  lint: FileLinter,
): Promise<ExitCode> {
  const files = [];
  for (const file of await readSqlFiles(paths, process.cwd())) files.push(await lint(file));
  if (format === "table") terminal.writeOut(`${lintTable(files)}\n`);
  else {
    const value = format === "sarif" ? toSarif(files, version) : lintJson(files);
    terminal.writeOut(`${JSON.stringify(value, null, 2)}\n`);
  }
  return failOn !== "never" && isAsGrave(files, failOn) ? 1 : 0;
}
