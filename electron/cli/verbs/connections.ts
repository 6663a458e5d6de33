import { Option } from "commander";
import { branchingOf } from "../../../shared/connections/branching-of.ts";
import { type Connection, type Environment, environments } from "../../../shared/connections/model.ts";
import { parseDatabaseUrl } from "../database-url.ts";
import type { OutputFormat, TableColumn } from "../output.ts";
import { formatOption, type RegisterVerb } from "../verb.ts";

interface AddOptions {
  readonly name?: string;
  readonly environment: Environment;
  readonly migrations?: string;
  readonly templateBranches?: boolean;
  readonly format: OutputFormat;
}

const columns: readonly TableColumn<Connection>[] = [
  { title: "connection", text: ({ name }) => name },
  { title: "id", text: ({ id }) => id },
  { title: "environment", text: ({ environment }) => environment },
  { title: "database", text: ({ database }) => database },
  { title: "user", text: ({ user }) => user },
  { title: "project", text: (connection) => branchingOf(connection)?.projectId ?? "–" },
];

/** `steward connections list|add`. */
export const registerConnections: RegisterVerb = (program, cli) => {
  const group = program.command("connections").description("saved connections");
  group
    .command("list")
    .description("all saved connections, without their secrets")
    .addOption(formatOption())
    .action(({ format }: { readonly format: OutputFormat }) =>
      cli.withApp(async (context) => {
        context.printList(format, await context.request("connections.list", {}), columns);
        return 0;
      }),
    );
  group
    .command("add <url>")
    .description("a server by URL; the password comes from PGPASSWORD, or later from the password file")
    .option("--name <name>", "how to call it; database and host without it")
    .addOption(new Option("--environment <environment>", "where it leads").choices(environments).default("production"))
    .option("--migrations <folder>", "whole path of its migrations")
    .option("--template-branches", "make branches of it by template databases")
    .addOption(formatOption())
    .action((url: string, options: AddOptions) =>
      cli.withApp(async (context) => {
        const {
          host,
          port,
          tls,
          database,
          user,
          password,
          options: serverOptions,
        } = parseDatabaseUrl(url, process.env);
        const connection = await context.request("connections.save", {
          id: null,
          fields: {
            name: options.name ?? `${database} on ${host}`.slice(0, 200),
            environment: options.environment,
            host,
            port,
            tls,
            database,
            user,
            password: password ?? null,
            options: serverOptions ?? null,
            migrationsFolder: options.migrations ?? null,
            hasBranches: options.templateBranches === true,
          },
        });
        context.printList(options.format, [connection], columns);
        return 0;
      }),
    );
};
