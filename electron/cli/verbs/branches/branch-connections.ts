import type { Branch } from "../../../../shared/branches/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import type { CliContext } from "../../cli-context.ts";
import { visible } from "../../output.ts";
import type { RegisterVerb } from "../../verb.ts";
import { findBranch, type ProjectOptions, withProject } from "./branch-target.ts";

interface ConnectionStringOptions extends ProjectOptions {
  readonly pooled?: boolean;
  readonly role?: string;
  readonly database?: string;
  readonly withPassword?: boolean;
}

/** `steward branches connection-string|databases|roles`. None of them starts a compute. */
export const registerBranchConnections: RegisterVerb = (group, cli) => {
  withProject(
    group
      .command("connection-string [branch]")
      .description("a postgresql:// string, without its password unless asked"),
  )
    .option("--pooled", "through the pooler, which has no SET, LISTEN, temporary tables or migrations")
    .option("--role <role>", "login role; the owner role without it")
    .option("--database <database>", "database; the branch's only one, or the first, without it")
    .option("--with-password", "with the password in it: mind logs, screens and shell histories")
    .action((wanted: string | undefined, options: ConnectionStringOptions) =>
      cli.withApp(async (context) => {
        const target = await findTarget(context, wanted, options);
        const { withPassword: hasPassword = false } = options;
        const text = hasPassword
          ? await context.request("branches.revealConnectionString", target)
          : (await context.request("branches.connectionString", target)).withoutPassword;
        if (hasPassword) context.note(visible(`The line holds the password of ${target.role}. Keep it out of logs.`));
        const { projectId: _project, ...where } = target;
        if (options.format === "json") context.printJson({ connectionString: text, ...where, hasPassword });
        else context.print(text);
        return 0;
      }),
    );
  withProject(group.command("databases [branch]").description("its databases and their owners")).action(
    (wanted: string | undefined, options: ProjectOptions) =>
      cli.withApp(async (context) => {
        const { project: projectId, format } = options;
        const { id: branchId } = await findBranch(context, projectId, wanted);
        const databases = await context.request("branches.databases", { projectId, branchId });
        context.printList(format, databases, [
          { title: "database", text: ({ name }) => name },
          { title: "owner", text: ({ owner }) => owner },
        ]);
        return 0;
      }),
  );
  withProject(group.command("roles").description("login roles whose passwords are known")).action(
    (options: ProjectOptions) =>
      cli.withApp(async (context) => {
        const roles = await context.request("branches.roles", { projectId: options.project });
        const rows = roles.map((role) => ({ role }));
        context.printList(options.format, rows, [{ title: "role", text: ({ role }) => role }]);
        return 0;
      }),
  );
};

async function findTarget(context: CliContext, wanted: string | undefined, options: ConnectionStringOptions) {
  const { project: projectId, pooled: isPooled = false } = options;
  const branch = await findBranch(context, projectId, wanted);
  const [role, database] = [
    options.role ?? (await context.request("branches.roles", { projectId }))[0],
    options.database ?? (await context.request("branches.databases", { projectId, branchId: branch.id }))[0]?.name,
  ];
  if (role === undefined) throw nothingThere(branch, "login role", "--role");
  if (database === undefined) throw nothingThere(branch, "database", "--database");
  return { projectId, branchId: branch.id, database, role, isPooled };
}

function nothingThere({ name }: Branch, what: string, option: string): AppError {
  return new AppError("notFound", `No ${what} of branch ${name} is known.`, { hint: `Name one with ${option}.` });
}
