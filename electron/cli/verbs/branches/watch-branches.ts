import type { BranchOperation } from "../../../../shared/branches/model.ts";
import type { TableColumn } from "../../output.ts";
import type { RegisterVerb } from "../../verb.ts";
import { branchColumns, listBranches, type ProjectOptions, withProject } from "./branch-target.ts";

const columns: readonly TableColumn<BranchOperation>[] = [
  { title: "operation", text: ({ action }) => action },
  { title: "branch", text: ({ branchId }) => branchId ?? "–" },
  { title: "state", text: ({ state }) => state },
  { title: "began", text: ({ createdAt }) => createdAt },
  { title: "error", text: ({ error }) => error ?? "–" },
];

/** `steward branches list|operations`. */
export const registerWatchBranches: RegisterVerb = (group, cli) => {
  withProject(group.command("list").description("all branches of a project")).action((options: ProjectOptions) =>
    cli.withApp(async (context) => {
      context.printList(options.format, await listBranches(context, options.project), branchColumns);
      return 0;
    }),
  );
  withProject(group.command("operations").description("what was done to them, newest first")).action(
    (options: ProjectOptions) =>
      cli.withApp(async (context) => {
        const operations = await context.request("branches.operations", { projectId: options.project });
        context.printList(options.format, operations, columns);
        return 0;
      }),
  );
};
