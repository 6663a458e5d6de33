import { Option } from "commander";
import { type DriftReport, hasDrift } from "../../../shared/comparison/drift-model.ts";
import { segmentedText } from "../../../shared/comparison/script-text.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import { appliedMigrations } from "../../app/composition/applied-migrations.ts";
import { loadFolder } from "../../changes/folder/load-folder.ts";
import { findDrift } from "../../comparison/drift/find-drift.ts";
import { parserInPlace } from "../../sql/parser/sql-parser.ts";
import type { ExitCode } from "../cli-context.ts";
import { visible } from "../output.ts";
import { differenceLines } from "../print-comparison.ts";
import { openOwnSessions } from "../sides/own-sessions.ts";
import { parametersFromEnvironment } from "../sides/url-from-environment.ts";
import type { Cli, RegisterVerb } from "../verb.ts";
import { scratchOption } from "./diff.ts";
import { findConnection } from "./migrate/migrate-target.ts";

interface DriftOptions {
  readonly connection?: string;
  readonly databaseUrlEnv?: string;
  readonly folder?: string;
  readonly script?: "adopt" | "revert";
  readonly online?: true;
  readonly scratch: "computer" | "server";
  readonly format: "text" | "json";
}

/** `steward drift`: 0 for none, 1 for some or a refusal, 2 for a failure. */
export const registerDrift: RegisterVerb = (program, cli) => {
  program
    .command("drift")
    .description("a database against its applied migrations; 1 when it differs")
    .option("--connection <connection>", "id or name of a saved connection")
    .option("--database-url-env <variable>", "the variable that holds the database's URL")
    .option("--folder <folder>", "the migrations; the connection's own without it")
    .addOption(
      new Option("--script <which>", "print a script: adopt makes the drift a migration, revert takes it back").choices(
        ["adopt", "revert"],
      ),
    )
    .option("--online", "the script in its online form")
    .addOption(scratchOption())
    .addOption(new Option("--format <format>", "how to print").choices(["text", "json"]).default("text"))
    .action((options: DriftOptions) => runDrift(cli, options));
};

async function runDrift(cli: Cli, options: DriftOptions): Promise<void> {
  const { connection, databaseUrlEnv, folder = null, scratch } = options;
  if (connection !== undefined && databaseUrlEnv === undefined)
    return await cli.withApp(async (context) => {
      const { id } = await findConnection(context, connection);
      const report = await context.request("comparison.drift", {
        ref: { connectionId: id },
        folder,
        place: scratch,
      });
      return printDrift(cli, report, options);
    });
  return await cli.alone(async () => {
    if (databaseUrlEnv === undefined || connection !== undefined || folder === null)
      throw new AppError("invalidInput", "Name one database, and the folder that it is held against.", {
        hint: "steward drift --connection NAME, or steward drift --database-url-env VARIABLE --folder migrations.",
      });
    return printDrift(cli, await driftOfUrl(cli, databaseUrlEnv, folder, scratch), options);
  });
}

async function driftOfUrl(
  cli: Cli,
  variable: string,
  folder: string,
  scratch: DriftOptions["scratch"],
): Promise<DriftReport> {
  const ref = { connectionId: "target" };
  const targets = new Map([[ref.connectionId, parametersFromEnvironment(variable, process.env)]]);
  const sessions = openOwnSessions(targets, cli.dataFolder);
  const { databases } = sessions;
  try {
    const state = await databases.read(ref, "migrations", (session) =>
      loadFolder({ path: folder, chosen: null }, session, parserInPlace),
    );
    const question = { ref, ...appliedMigrations(state) };
    const openScratch = sessions.scratch(scratch === "server" ? ref : null);
    return await findDrift({ databases, openScratch }, question, { signal: cli.signal, report: () => undefined });
  } finally {
    await sessions.close();
  }
}

function printDrift({ terminal }: Cli, report: DriftReport, { format, script, online }: DriftOptions): ExitCode {
  const { base, adopt } = report;
  const chosen = script === undefined ? null : report[script];
  const statements = (chosen && (online ? chosen.onlineStatements : chosen.statements)) ?? [];
  const note = (line: string) => terminal.writeError(`${visible(line)}\n`);
  if (format === "json") {
    const differences = adopt.objects.map(({ address, kind, parts }) => ({ ...address, change: kind, parts }));
    const answer = { drift: hasDrift(report), ...base, differences, notCompared: adopt.notCompared };
    const more = chosen ? { script: statements, scriptError: chosen.scriptError } : {};
    terminal.writeOut(`${JSON.stringify({ ...answer, ...more }, null, 2)}\n`);
    return hasDrift(report) ? 1 : 0;
  }
  for (const line of base.notes) note(line);
  for (const { what, reason } of adopt.notCompared) note(`Not compared: ${what}. ${reason}`);
  if (chosen?.scriptError) note(`There is no script: ${chosen.scriptError}`);
  if (chosen) terminal.writeOut(segmentedText(statements));
  else for (const line of differenceLines(adopt)) terminal.writeOut(`${visible(line)}\n`);
  const count = `${base.applied.length} applied migration${base.applied.length === 1 ? "" : "s"}`;
  note(hasDrift(report) ? `The database differs from its ${count}.` : `The database is as its ${count} make it.`);
  return hasDrift(report) ? 1 : 0;
}
