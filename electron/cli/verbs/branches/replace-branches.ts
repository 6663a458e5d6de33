import type { RegisterVerb } from "../../verb.ts";
import { type PointOptions, parsePoint } from "./branch-point.ts";
import {
  type ConfirmedOptions,
  findBranch,
  type ProjectOptions,
  printBranch,
  sessionsToEnd,
  withConfirmation,
  withProject,
} from "./branch-target.ts";

interface RestoreOptions extends ProjectOptions, PointOptions {
  readonly confirm: string;
  readonly source?: string;
  readonly preserveAs?: string;
}

/** `steward branches reset|restore|delete`: what replaces or removes rows asks for the name once more. */
export const registerReplaceBranches: RegisterVerb = (group, cli) => {
  withConfirmation(
    group.command("reset <branch>").description("its parent's present content; name, id and passwords stay"),
  ).action((wanted: string, options: ConfirmedOptions) =>
    cli.withApp(async (context) => {
      const { project: projectId, confirm: confirmName } = options;
      const { id: branchId } = await findBranch(context, projectId, wanted);
      const endSessions = await sessionsToEnd(context, { projectId, branchId }, { kind: "reset" }, options.endSessions);
      const input = { projectId, branchId, confirmName, ...(endSessions.length === 0 ? {} : { endSessions }) };
      printBranch(context, options.format, await context.request("branches.reset", input));
      return 0;
    }),
  );
  withProject(group.command("restore <branch>").description("a state of its own or of another branch"))
    .requiredOption("--confirm <name>", "the branch's name once more")
    .option("--source <branch>", "id or name of the branch whose state it gets; its own without it")
    .option("--from-time <moment>", "the state at a moment with a time zone, as 2026-01-31T09:30:00Z")
    .option("--from-lsn <position>", "the state at a position of the log, as 0/3A7F2108")
    .option("--preserve-as <name>", "keep what is there now as a branch of this name")
    .action((wanted: string, options: RestoreOptions) =>
      cli.withApp(async (context) => {
        const { project: projectId, confirm: confirmName } = options;
        const point = parsePoint(options);
        const { id: branchId } = await findBranch(context, projectId, wanted);
        const source =
          options.source === undefined ? branchId : (await findBranch(context, projectId, options.source)).id;
        const restored = await context.request("branches.restore", {
          projectId,
          branchId,
          confirmName,
          sourceBranchId: source,
          point,
          preserveUnder: options.preserveAs ?? null,
        });
        printBranch(context, options.format, restored);
        return 0;
      }),
    );
  withConfirmation(group.command("delete <branch>").description("a branch and its rows, for good")).action(
    (wanted: string, options: ConfirmedOptions) =>
      cli.withApp(async (context) => {
        const { project: projectId, confirm: confirmName } = options;
        const { id: branchId, name } = await findBranch(context, projectId, wanted);
        const target = { projectId, branchId };
        const endSessions = await sessionsToEnd(context, target, { kind: "delete" }, options.endSessions);
        await context.request("branches.delete", {
          ...target,
          confirmName,
          ...(endSessions.length === 0 ? {} : { endSessions }),
        });
        context.note(`Deleted ${name}.`);
        return 0;
      }),
  );
};
