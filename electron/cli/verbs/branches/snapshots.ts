import type { BranchSnapshot } from "../../../../shared/branches/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import type { CliContext } from "../../cli-context.ts";
import { formatBytes, type OutputFormat, type TableColumn } from "../../output.ts";
import type { RegisterVerb } from "../../verb.ts";
import { findBranch, type ProjectOptions, parseLifetime, printBranch, withProject } from "./branch-target.ts";

const columns: readonly TableColumn<BranchSnapshot>[] = [
  { title: "snapshot", text: ({ name }) => name },
  { title: "id", text: ({ id }) => id },
  { title: "branch", text: ({ branchId }) => branchId ?? "–" },
  { title: "size", text: ({ sizeBytes }) => formatBytes(sizeBytes), isNumber: true },
  { title: "created", text: ({ createdAt }) => createdAt },
  { title: "expires", text: ({ expiresAt }) => expiresAt ?? "–" },
];

/** `steward branches snapshots list|create|delete|restore`. */
export const registerSnapshots: RegisterVerb = (branches, cli) => {
  const group = branches.command("snapshots").description("kept states of branches");
  withProject(group.command("list").description("all snapshots of a project")).action((options: ProjectOptions) =>
    cli.withApp(async (context) => {
      const snapshots = await context.request("snapshots.list", { projectId: options.project });
      context.printList(options.format, snapshots, columns);
      return 0;
    }),
  );
  withProject(group.command("create <branch> <name>").description("keep the present state of a branch"))
    .option("--expires <lifetime>", "delete it by itself after so many hours, or 90m, 7d; never keeps it")
    .action((wanted: string, name: string, options: ProjectOptions & { readonly expires?: string }) =>
      cli.withApp(async (context) => {
        const { project: projectId, expires, format } = options;
        const timeToLiveSeconds = expires === undefined ? null : parseLifetime(expires);
        const { id: branchId } = await findBranch(context, projectId, wanted);
        print(
          context,
          format,
          await context.request("snapshots.create", { projectId, branchId, name, timeToLiveSeconds }),
        );
        return 0;
      }),
    );
  withProject(group.command("delete <snapshot>").description("a kept state, for good"))
    .requiredOption("--confirm <name>", "the snapshot's name once more")
    .action((wanted: string, options: ProjectOptions & { readonly confirm: string }) =>
      cli.withApp(async (context) => {
        const { project: projectId, confirm: confirmName } = options;
        const { id: snapshotId, name } = await findSnapshot(context, projectId, wanted);
        await context.request("snapshots.delete", { projectId, snapshotId, confirmName });
        context.note(`Deleted snapshot ${name}.`);
        return 0;
      }),
    );
  withProject(group.command("restore <snapshot> <name>").description("a new branch with the kept state")).action(
    (wanted: string, name: string, options: ProjectOptions) =>
      cli.withApp(async (context) => {
        const { project: projectId, format } = options;
        const { id: snapshotId } = await findSnapshot(context, projectId, wanted);
        printBranch(context, format, await context.request("snapshots.restore", { projectId, snapshotId, name }));
        return 0;
      }),
  );
};

function print(context: CliContext, format: OutputFormat, snapshot: BranchSnapshot): void {
  if (format === "json") context.printJson(snapshot);
  else context.printList("table", [snapshot], columns);
}

/** By id, or by a name that only one snapshot has. */
async function findSnapshot(context: CliContext, projectId: string, wanted: string): Promise<BranchSnapshot> {
  const snapshots = await context.request("snapshots.list", { projectId });
  const byName = snapshots.filter(({ name }) => name === wanted);
  const found = snapshots.find(({ id }) => id === wanted) ?? (byName.length === 1 ? byName[0] : undefined);
  if (found) return found;
  throw byName.length > 1
    ? new AppError("conflict", `${byName.length} snapshots are called ${wanted}.`, { hint: "Name one by its id." })
    : new AppError("notFound", `There is no snapshot ${wanted}.`, {
        hint: "`steward branches snapshots list` shows what there is.",
      });
}
