import type { Command } from "commander";
import type { ChangeRequestSummary } from "../../../../shared/changes/model.ts";
import type { Connection } from "../../../../shared/connections/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import type { CliContext } from "../../cli-context.ts";
import type { OutputFormat } from "../../output.ts";
import { formatOption } from "../../verb.ts";

/** Options that every verb on a connection has. */
export interface TargetOptions {
  readonly connection: string;
  readonly format: OutputFormat;
}

/** The same with the login role that acts. */
export interface ActingOptions extends TargetOptions {
  readonly as?: string;
}

/** Adds `--connection` and `--format`. */
export function withTarget(command: Command): Command {
  return command
    .requiredOption("--connection <connection>", "id or name of a saved connection")
    .addOption(formatOption());
}

/** Adds `--as` too. */
export function withActing(command: Command): Command {
  return withTarget(command).option("--as <role>", "login role that acts; the connection's own without it");
}

/** The connection with this id, or the only one with this name. Rejects with `notFound` or `conflict`. */
export async function findConnection(context: CliContext, wanted: string): Promise<Connection> {
  const connections = await context.request("connections.list", {});
  const byName = connections.filter(({ name }) => name === wanted);
  const found = connections.find(({ id }) => id === wanted) ?? byName[0];
  if (byName.length > 1 && found?.id !== wanted)
    throw new AppError("conflict", `${byName.length} connections are called ${wanted}.`, {
      hint: "Name one by its id.",
    });
  if (found) return found;
  throw new AppError("notFound", `There is no connection ${wanted}.`, {
    hint:
      connections.length === 0
        ? "Add one in the app first."
        : `There is: ${connections.map(({ id }) => id).join(", ")}.`,
  });
}

/** Who acts, as the requests take it. */
export function acting({ as }: ActingOptions): { readonly role?: string } {
  return as === undefined ? {} : { role: as };
}

/** Whole ids for migrations that are named by id, number or name. */
export async function findMigrations(
  context: CliContext,
  connectionId: string,
  wanted: readonly string[],
): Promise<string[]> {
  const { migrations } = await context.request("changes.folder", { connectionId });
  return wanted.map((text) => {
    const exact = migrations.filter(({ id }) => id === text);
    const found =
      exact.length > 0 ? exact : migrations.filter(({ id, name }) => name === text || /^\d+/.exec(id)?.[0] === text);
    const [only] = found;
    if (only && found.length === 1) return only.id;
    throw new AppError(
      "notFound",
      `${found.length === 0 ? "No migration is" : "More than one migration is"} called ${text}.`,
      {
        hint: "`steward migrate status` shows what there is.",
      },
    );
  });
}

/** The change request whose id begins with `wanted` (eight characters are printed). */
export async function findRequest(
  context: CliContext,
  connectionId: string,
  wanted: string,
): Promise<ChangeRequestSummary> {
  const requests = await context.request("changes.list", { connectionId });
  const found = requests.filter(({ id }) => wanted.length >= 4 && id.startsWith(wanted.toLowerCase()));
  const [only] = found;
  if (only && found.length === 1) return only;
  throw new AppError(
    "notFound",
    `${found.length === 0 ? "No change request has" : "More than one change request has"} the id ${wanted}.`,
    {
      hint: "`steward migrate review` lists them.",
    },
  );
}
