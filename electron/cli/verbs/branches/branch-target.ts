import type { Command } from "commander";
import type { Branch } from "../../../../shared/branches/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import type { RequestInput } from "../../../../shared/ipc/contracts.ts";
import type { CliContext } from "../../cli-context.ts";
import { formatBytes, type OutputFormat, type TableColumn, visible } from "../../output.ts";
import { formatOption } from "../../verb.ts";

/** Options of every verb on a project. */
export interface ProjectOptions {
  readonly project: string;
  readonly format: OutputFormat;
}

/** The same for verbs that ask for the name once more. */
export interface ConfirmedOptions extends ProjectOptions {
  readonly confirm: string;
  readonly endSessions?: boolean;
}

/** One branch for each row. */
export const branchColumns: readonly TableColumn<Branch>[] = [
  { title: "branch", text: (branch) => branch.name + (branch.isDefault ? " (default)" : "") },
  { title: "id", text: (branch) => branch.id },
  { title: "parent", text: (branch) => branch.parentId ?? "–" },
  { title: "state", text: ({ state, isProtected }) => state + (isProtected ? ", protected" : "") },
  { title: "compute", text: (branch) => branch.compute },
  { title: "size", text: (branch) => formatBytes(branch.sizeBytes), isNumber: true },
  { title: "created", text: (branch) => branch.createdAt },
  { title: "expires", text: (branch) => branch.expiresAt ?? "–" },
];

/** Adds `--project` and `--format`. */
export function withProject(command: Command): Command {
  return command.option("--project <id>", "project", "sample").addOption(formatOption());
}

/** Adds `--confirm` and `--end-sessions`. */
export function withConfirmation(command: Command): Command {
  return withProject(command)
    .requiredOption("--confirm <name>", "the branch's name once more")
    .option("--end-sessions", "template databases: end the sessions that are in the way at this moment");
}

/** All branches of a project. */
export function listBranches(context: CliContext, projectId: string): Promise<readonly Branch[]> {
  return context.request("branches.list", { projectId });
}

/** By id, or by a name that only one branch has; without one the default branch. Rejects with `notFound` or `conflict`. */
export async function findBranch(context: CliContext, projectId: string, wanted?: string): Promise<Branch> {
  const branches = await listBranches(context, projectId);
  if (wanted === undefined) {
    const found = branches.find((branch) => branch.isDefault);
    if (found) return found;
    throw new AppError("notFound", "The project has no default branch.", { hint: "Name the branch." });
  }
  const byName = branches.filter((branch) => branch.name === wanted);
  const found = branches.find((branch) => branch.id === wanted) ?? byName[0];
  if (byName.length > 1 && found?.id !== wanted)
    throw new AppError("conflict", `${byName.length} branches are called ${wanted}.`, { hint: "Name one by its id." });
  if (found) return found;
  throw new AppError("notFound", `There is no branch ${wanted}.`, {
    hint: "`steward branches list` shows what there is.",
  });
}

/** Prints one branch as the list would. */
export function printBranch(context: CliContext, format: OutputFormat, branch: Branch): void {
  if (format === "json") context.printJson(branch);
  else context.printList("table", [branch], branchColumns);
}

/** Seconds of a lifetime: `12` (hours), `90m`, `12h`, `7d`; null for `never`. Throws `invalidInput`. */
export function parseLifetime(text: string): number | null {
  if (text === "never") return null;
  const [, number = "", unit = "h"] = /^(\d+(?:\.\d+)?)([mhd]?)$/.exec(text) ?? [];
  const seconds = Math.round(Number(number) * ({ m: 60, h: 3600, d: 86_400 }[unit || "h"] ?? 0));
  if (number !== "" && seconds > 0) return seconds;
  throw new AppError("invalidInput", `“${text}” is no lifetime.`, { hint: "Try 24 (hours), 90m, 7d or never." });
}

type Step = RequestInput<"branches.preflight">["step"];

/**
 * Ids of the sessions in the way of a step when the user asked to end them, each named on standard error; else none. Where the
 * control plane knows no such question there are none.
 */
export async function sessionsToEnd(
  context: CliContext,
  target: { readonly projectId: string; readonly branchId: string },
  step: Step,
  isAsked: boolean | undefined,
): Promise<readonly string[]> {
  if (!isAsked) return [];
  const sessions = (await context.request("branches.preflight", { ...target, step }))?.sessions ?? [];
  for (const { user, application, database } of sessions)
    context.note(visible(`… ending the session of ${user} (${application || "no application name"}) on ${database}`));
  return sessions.map(({ id }) => id);
}
