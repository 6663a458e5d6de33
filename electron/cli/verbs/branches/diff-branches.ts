import type { Branch } from "../../../../shared/branches/model.ts";
import { branchingOf } from "../../../../shared/connections/branching-of.ts";
import type { DatabaseRef, ObjectName } from "../../../../shared/databases/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import type { CliContext } from "../../cli-context.ts";
import { type ComparisonFormat, printComparison } from "../../print-comparison.ts";
import { printRows } from "../../print-rows.ts";
import type { RegisterVerb } from "../../verb.ts";
import { comparisonFormatOption } from "../diff.ts";
import { findBranch } from "./branch-target.ts";

interface DiffOptions {
  readonly project: string;
  readonly with?: string;
  readonly connection?: string;
  readonly data?: readonly string[];
  readonly format: ComparisonFormat;
}

/** Differences of a table whose values are read, for SQL. */
const mostDifferences = 10_000;

/** `steward branches diff`: how a branch differs from its parent or another branch. */
export const registerDiffBranches: RegisterVerb = (group, cli) => {
  group
    .command("diff <branch>")
    .description("how it differs from its parent: the script to it, or rows; 1 when it differs")
    .option("--project <id>", "project", "sample")
    .option("--with <branch>", "id or name of the branch to compare with; its parent without it")
    .option("--connection <id>", "the connection that names database and role; the project's first without it")
    .option("--data <table...>", "compare the rows of these tables instead, as schema.table")
    .addOption(comparisonFormatOption())
    .action((wanted: string, options: DiffOptions) =>
      cli.withApp(async (context) => {
        const to = await findBranch(context, options.project, wanted);
        const other = options.with ?? to.parentId;
        if (other === null)
          throw new AppError("invalidInput", `${to.name} has no parent.`, { hint: "Name another branch by --with." });
        const from = await findBranch(context, options.project, other);
        const refOf = await connectionOf(context, options);
        const sides = { from: refOf(from), to: refOf(to) };
        if (options.data === undefined) {
          const found = await context.request("comparison.schemas", { ...sides, acceptedRenames: [] });
          return printComparison(context, options.format, found);
        }
        const tables = options.data.map((text) => ({ table: parseTable(text), key: null }));
        const outcomes = await context.request("comparison.rows", { ...sides, tables, limit: mostDifferences });
        return printRows(context, options.format, outcomes);
      }),
    );
};

/** The way to a branch of the project through a saved connection. */
async function connectionOf(
  context: CliContext,
  { project, connection }: DiffOptions,
): Promise<(branch: Branch) => DatabaseRef> {
  const connections = await context.request("connections.list", {});
  const leading = connections.filter((one) => branchingOf(one)?.projectId === project);
  const found = connection === undefined ? leading[0] : leading.find(({ id }) => id === connection);
  if (!found)
    throw new AppError(
      "notFound",
      `No connection${connection === undefined ? "" : ` ${connection}`} leads to project ${project}.`,
    );
  return (branch) => ({ connectionId: found.id, branchId: branch.id });
}

/** `schema.table`, or `table` in public; the first dot parts them. */
function parseTable(text: string): ObjectName {
  const dot = text.indexOf(".");
  return dot < 0 ? { schema: "public", name: text } : { schema: text.slice(0, dot), name: text.slice(dot + 1) };
}
