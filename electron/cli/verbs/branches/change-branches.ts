import type { Command } from "commander";
import type { RequestInput } from "../../../../shared/ipc/contracts.ts";
import type { Cli, RegisterVerb } from "../../verb.ts";
import { findBranch, type ProjectOptions, parseLifetime, printBranch, withProject } from "./branch-target.ts";

type Change = Omit<RequestInput<"branches.update">, "projectId" | "branchId">;

/** `steward branches rename|protect|expire|suspend-after|set-default|start|suspend`. */
export const registerChangeBranches: RegisterVerb = (group, cli) => {
  withProject(group.command("rename <branch> <name>").description("another name; the id stays")).action(
    (wanted: string, name: string, options: ProjectOptions) => change(cli, wanted, options, () => ({ name })),
  );
  withProject(group.command("protect <branch>").description("refuse to delete or reset it"))
    .option("--off", "protect it no longer")
    .option("--keep", "take away the time after which it is deleted by itself, too")
    .action((wanted: string, options: ProjectOptions & { readonly off?: boolean; readonly keep?: boolean }) =>
      change(cli, wanted, options, () => ({
        isProtected: options.off !== true,
        ...(options.keep ? { timeToLiveSeconds: null } : {}),
      })),
    );
  withProject(
    group.command("expire <branch> <lifetime>").description("delete it by itself after 24 (hours), 90m, 7d; or never"),
  ).action((wanted: string, lifetime: string, options: ProjectOptions) =>
    change(cli, wanted, options, () => ({ timeToLiveSeconds: parseLifetime(lifetime) })),
  );
  withProject(
    group
      .command("suspend-after <branch> <time>")
      .description("suspend its compute after 5m, 1h, 1d without work; or never"),
  ).action((wanted: string, time: string, options: ProjectOptions) =>
    change(cli, wanted, options, () => ({ suspendAfterSeconds: parseLifetime(time) })),
  );
  withProject(group.command("set-default <branch>").description("make it the project's default branch")).action(
    (wanted: string, options: ProjectOptions) => change(cli, wanted, options, () => ({ isDefault: true })),
  );
  addComputeVerb(group, cli, "start", "start its compute");
  addComputeVerb(group, cli, "suspend", "suspend its compute; sessions on it end");
};

function change(cli: Cli, wanted: string, options: ProjectOptions, read: () => Change): Promise<void> {
  return cli.withApp(async (context) => {
    const what = read();
    const { project: projectId, format } = options;
    const { id: branchId } = await findBranch(context, projectId, wanted);
    printBranch(context, format, await context.request("branches.update", { projectId, branchId, ...what }));
    return 0;
  });
}

function addComputeVerb(group: Command, cli: Cli, verb: "start" | "suspend", description: string): void {
  withProject(group.command(`${verb} <branch>`).description(description)).action(
    (wanted: string, options: ProjectOptions) =>
      cli.withApp(async (context) => {
        const { project: projectId, format } = options;
        const { id: branchId } = await findBranch(context, projectId, wanted);
        printBranch(context, format, await context.request(`branches.${verb}`, { projectId, branchId }));
        return 0;
      }),
  );
}
