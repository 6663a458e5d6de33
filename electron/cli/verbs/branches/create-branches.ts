import { Option } from "commander";
import type { BranchCopy } from "../../../../shared/branches/model.ts";
import type { RegisterVerb } from "../../verb.ts";
import { type PointOptions, parsePoint } from "./branch-point.ts";
import {
  findBranch,
  type ProjectOptions,
  parseLifetime,
  printBranch,
  sessionsToEnd,
  withProject,
} from "./branch-target.ts";

interface CreateOptions extends ProjectOptions, PointOptions {
  readonly parent?: string;
  readonly schemaOnly?: boolean;
  readonly expires?: string;
  readonly copy?: BranchCopy;
  readonly endSessions?: boolean;
}

/** `steward branches create`. */
export const registerCreateBranches: RegisterVerb = (group, cli) => {
  withProject(group.command("create <name>").description("a new branch of a state of its parent"))
    .option("--parent <branch>", "id or name of the parent; the default branch without it")
    .option("--from-time <moment>", "its state at a moment with a time zone, as 2026-01-31T09:30:00Z")
    .option("--from-lsn <position>", "its state at a position of the log, as 0/3A7F2108")
    .option("--schema-only", "tables without rows")
    .option("--expires <lifetime>", "delete it by itself after so many hours, or 90m, 7d; never keeps it")
    .addOption(new Option("--copy <way>", "template databases: how to copy").choices(["template", "dump"]))
    .option("--end-sessions", "template databases: end the sessions that are on the parent at this moment")
    .action((name: string, options: CreateOptions) =>
      cli.withApp(async (context) => {
        const { project: projectId, copy } = options;
        const point = parsePoint(options);
        const content = options.schemaOnly ? "schemaOnly" : "data";
        const timeToLiveSeconds = options.expires === undefined ? null : parseLifetime(options.expires);
        const parent = await findBranch(context, projectId, options.parent);
        const target = { projectId, branchId: parent.id };
        const step = { kind: "create", name, content, timeToLiveSeconds, copy } as const;
        const endSessions = await sessionsToEnd(context, target, step, options.endSessions);
        const branch = await context.request("branches.create", {
          projectId,
          parentId: parent.id,
          name,
          point,
          content,
          maskingRules: [],
          timeToLiveSeconds,
          ...(copy === undefined ? {} : { copy }),
          ...(endSessions.length === 0 ? {} : { endSessions }),
        });
        printBranch(context, options.format, branch);
        return 0;
      }),
    );
};
