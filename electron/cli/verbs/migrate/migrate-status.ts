import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import type { FolderMigration, MigrationFolder } from "../../../../shared/changes/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { historyText } from "../../../../shared/migrations/history-text.ts";
import { migrationFormatNames, migrationFormats } from "../../../../shared/migrations/model.ts";
import { type TableColumn, visible } from "../../output.ts";
import type { RegisterVerb } from "../../verb.ts";
import { findConnection, type TargetOptions, withTarget } from "./migrate-target.ts";

interface NewOptions extends TargetOptions {
  readonly up: string;
  readonly down?: string;
}

const columns: readonly TableColumn<FolderMigration>[] = [
  { title: "migration", text: ({ id }) => id },
  { title: "state", text: ({ state }) => state },
  { title: "class", text: (migration) => migration.class },
  { title: "findings", text: ({ findings }) => String(findings.length), isNumber: true },
  { title: "applied", text: ({ appliedAt }) => appliedAt ?? "–" },
  { title: "problem", text: ({ problems, note }) => problems[0]?.message ?? note ?? "–" },
];

/** `steward migrate status|read-as|new`. */
export const registerMigrateStatus: RegisterVerb = (group, cli) => {
  withTarget(
    group.command("status").description("the migrations folder against the ledger and the table of its tool"),
  ).action((options: TargetOptions) =>
    cli.withApp(async (context) => {
      const { id } = await findConnection(context, options.connection);
      const folder = await context.request("changes.folder", { connectionId: id });
      if (folder.path === null)
        throw new AppError("notFound", "This connection has no migrations folder.", {
          hint: "Name one in the connection's settings in the app.",
        });
      if (options.format === "json") context.printJson(folder.migrations.map(withoutScripts));
      else {
        for (const line of folderLines(folder)) context.print(visible(line));
        context.printList("table", folder.migrations, columns);
      }
      return folder.format === null || folder.migrations.some(needsCare) ? 1 : 0;
    }),
  );
  withTarget(
    group.command("read-as <format>").description(`how the folder is read: auto, ${migrationFormats.join(", ")}`),
  ).action((wanted: string, options: TargetOptions) =>
    cli.withApp(async (context) => {
      const { id } = await findConnection(context, options.connection);
      const format = wanted === "auto" ? null : migrationFormats.find((one) => one === wanted);
      if (format === undefined)
        throw new AppError("invalidInput", `There is no format “${wanted}”.`, {
          hint: `There is: auto, ${migrationFormats.join(", ")}.`,
        });
      const folder = await context.request("changes.chooseFormat", { connectionId: id, format });
      if (options.format === "json") context.printJson(folder.recognition);
      else for (const line of folderLines(folder)) context.print(visible(line));
      return folder.format === null ? 1 : 0;
    }),
  );
  withTarget(group.command("new <name>").description("a new migration in the format of the connection's folder"))
    .requiredOption("--up <file>", "file with the up script; - reads standard input")
    .option("--down <file>", "file with the down script")
    .action((name: string, options: NewOptions) =>
      cli.withApp(async (context) => {
        const { id } = await findConnection(context, options.connection);
        const migration = await context.request("changes.create", {
          connectionId: id,
          name,
          upSql: await readScript(options.up),
          downSql: options.down === undefined ? null : await readScript(options.down),
        });
        if (options.format === "json") context.printJson(withoutScripts(migration));
        else context.print(migration.id);
        return 0;
      }),
    );
};

/** What a list needs; the scripts are in the folder. */
function withoutScripts({ upSql: _up, downSql, ...migration }: FolderMigration) {
  return { ...migration, hasDown: downSql !== null };
}

/** The folder's format and why, where the states come from, and what is passed over. */
function folderLines(folder: MigrationFolder): readonly string[] {
  const { format, recognition, strays } = folder;
  const name = format === null ? "Format not clear" : migrationFormatNames[format];
  const candidates = (recognition?.candidates ?? []).map((one) => `  ${one.format}: ${one.reason}`);
  return [
    `${name}. ${recognition?.reason ?? ""}`,
    ...(format === null ? [...candidates, "Choose one with `steward migrate read-as`."] : [historyText(folder)]),
    ...strays.map((stray) => `passed over: ${stray}`),
    "",
  ];
}

function needsCare({ state, problems }: FolderMigration): boolean {
  return (state !== "pending" && state !== "applied") || problems.length > 0;
}

async function readScript(path: string): Promise<string> {
  try {
    return path === "-" ? await text(process.stdin) : await readFile(path, "utf8");
  } catch (error) {
    throw new AppError(
      "fileSystem",
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      {
        hint: "Check the path.",
      },
    );
  }
}
