import { type Branch, headCopy } from "../../../shared/branches/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { CliContext } from "../cli-context.ts";
import { formatBytes, type OutputFormat, type TableColumn } from "../output.ts";
import { formatOption, type RegisterVerb } from "../verb.ts";

interface ListOptions {
  readonly project: string;
  readonly format: OutputFormat;
}

interface CreateOptions extends ListOptions {
  readonly parent?: string;
  readonly expires?: string;
}

interface DeleteOptions {
  readonly project: string;
  readonly confirm: string;
}

const columns: readonly TableColumn<Branch>[] = [
  { title: "branch", text: (branch) => branch.name + (branch.isDefault ? " (default)" : "") },
  { title: "id", text: (branch) => branch.id },
  { title: "parent", text: (branch) => branch.parentId ?? "–" },
  { title: "compute", text: (branch) => branch.compute },
  { title: "size", text: (branch) => formatBytes(branch.sizeBytes), isNumber: true },
  { title: "created", text: (branch) => branch.createdAt },
  { title: "expires", text: (branch) => branch.expiresAt ?? "–" },
];

/** `steward branches list|create|delete`. */
export const registerBranches: RegisterVerb = (program, cli) => {
  const group = program.command("branches").description("branches of a project");
  group
    .command("list")
    .description("all branches of a project")
    .option("--project <id>", "project", "sample")
    .addOption(formatOption())
    .action((options: ListOptions) =>
      cli.withApp(async (context) => {
        context.printList(options.format, await listBranches(context, options.project), columns);
        return 0;
      }),
    );
  group
    .command("create <name>")
    .description("a new branch from the present state of its parent")
    .option("--project <id>", "project", "sample")
    .option("--parent <branch>", "id or name of the parent; the default branch without it")
    .option("--expires <hours>", "delete it by itself after so many hours")
    .addOption(formatOption())
    .action((name: string, options: CreateOptions) =>
      cli.withApp(async (context) => {
        const branches = await listBranches(context, options.project);
        const parent = options.parent === undefined ? defaultBranch(branches) : findBranch(branches, options.parent);
        const branch = await context.request("branches.create", {
          projectId: options.project,
          parentId: parent.id,
          name,
          timeToLiveSeconds: parseHours(options.expires),
          ...headCopy,
        });
        if (options.format === "json") context.printJson(branch);
        else context.printList("table", [branch], columns);
        return 0;
      }),
    );
  group
    .command("delete <branch>")
    .description("a branch and its data, for good")
    .option("--project <id>", "project", "sample")
    .requiredOption("--confirm <name>", "the branch's name once more")
    .action((name: string, options: DeleteOptions) =>
      cli.withApp(async (context) => {
        const branch = findBranch(await listBranches(context, options.project), name);
        await context.request("branches.delete", {
          projectId: options.project,
          branchId: branch.id,
          confirmName: options.confirm,
        });
        context.note(`Deleted ${branch.name}.`);
        return 0;
      }),
    );
};

function listBranches(context: CliContext, projectId: string): Promise<readonly Branch[]> {
  return context.request("branches.list", { projectId });
}

function defaultBranch(branches: readonly Branch[]): Branch {
  const found = branches.find((branch) => branch.isDefault);
  if (!found)
    throw new AppError("notFound", "The project has no default branch.", { hint: "Name the parent with --parent." });
  return found;
}

/** By id, or by a name that only one branch has. */
function findBranch(branches: readonly Branch[], wanted: string): Branch {
  const byId = branches.find((branch) => branch.id === wanted);
  const byName = branches.filter((branch) => branch.name === wanted);
  const [only] = byName;
  if (byId) return byId;
  if (only && byName.length === 1) return only;
  throw byName.length > 1
    ? new AppError("conflict", `${byName.length} branches are called ${wanted}.`, { hint: "Name one by its id." })
    : new AppError("notFound", `There is no branch ${wanted}.`, {
        hint: "`steward branches list` shows what there is.",
      });
}

function parseHours(text: string | undefined): number | null {
  if (text === undefined) return null;
  const hours = Number(text);
  if (!Number.isFinite(hours) || hours <= 0)
    throw new AppError("invalidInput", `“${text}” is no number of hours.`, { hint: "Try --expires 24." });
  return Math.round(hours * 3600);
}
