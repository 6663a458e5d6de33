import { writeFile } from "node:fs/promises";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { readSide } from "../../../comparison/sides/compare-sides.ts";
import { sideOfPath } from "../../../comparison/sides/side-of-path.ts";
import { snapshotText } from "../../../comparison/sides/snapshot-file.ts";
import { hasCode, toFileError } from "../../../storage/atomic-file.ts";
import { isDatabaseUrl, parseDatabaseUrl } from "../../database-url.ts";
import { openOwnSessions } from "../../sides/own-sessions.ts";
import { parametersFromEnvironment } from "../../sides/url-from-environment.ts";
import type { RegisterVerb } from "../../verb.ts";

interface ExportOptions {
  readonly databaseUrlEnv?: string;
  readonly output?: string;
  readonly force?: true;
}

/** `steward schema export`: a snapshot that can be compared later. */
export const registerSchemaExport: RegisterVerb = (program, cli) => {
  const group = program.commands.find((command) => command.name() === "schema") ?? program.command("schema");
  group
    .command("export [source]")
    .description("write a schema to a file that can be compared later; no rows, no secrets")
    .option("--database-url-env <variable>", "the variable that holds the database's URL")
    .option("--output <file>", "where to; standard output without it")
    .option("--force", "overwrite the file")
    .addHelpText(
      "after",
      "\nThe source is a URL (password from PGPASSWORD), a script (.sql), a Prisma schema or a folder of migrations.",
    )
    .action((source: string | undefined, { databaseUrlEnv, output, force }: ExportOptions) =>
      cli.alone(async () => {
        const { env } = process;
        if ((source === undefined) === (databaseUrlEnv === undefined))
          throw new AppError("invalidInput", "Name one source: an argument, or --database-url-env.", {
            hint: "steward schema export --database-url-env DATABASE_URL --output schema.json",
          });
        const parameters =
          databaseUrlEnv !== undefined
            ? parametersFromEnvironment(databaseUrlEnv, env)
            : source !== undefined && isDatabaseUrl(source)
              ? parseDatabaseUrl(source, env)
              : null;
        const sessions = openOwnSessions(new Map(parameters ? [["source", parameters]] : []), cli.dataFolder);
        try {
          const side = parameters
            ? ({ kind: "database", ref: { connectionId: "source" } } as const)
            : await sideOfPath(source ?? "");
          const parts = { databases: sessions.databases, openScratch: sessions.scratch(null) };
          const text = await snapshotText(await readSide(parts, side, { signal: cli.signal, report: () => undefined }));
          if (output === undefined) cli.terminal.writeOut(text);
          else await writeSnapshot(output, text, force === true);
          return 0;
        } finally {
          await sessions.close();
        }
      }),
    );
};

async function writeSnapshot(path: string, text: string, overwrites: boolean): Promise<void> {
  try {
    await writeFile(path, text, { flag: overwrites ? "w" : "wx" });
  } catch (error) {
    if (hasCode(error, "EEXIST"))
      throw new AppError("refused", `${path} is there already.`, { hint: "Say --force to overwrite it." });
    throw toFileError(error, path);
  }
}
