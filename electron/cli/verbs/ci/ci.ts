import { mkdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { hasCode, toFileError, writeFileAtomically } from "../../../storage/atomic-file.ts";
import type { Terminal } from "../../cli-context.ts";
import { visible } from "../../output.ts";
import type { RegisterVerb } from "../../verb.ts";
import { diffLines } from "./line-diff.ts";
import { githubWorkflows, migrationsFolderPattern, type WorkflowFile } from "./workflows.ts";

interface InitOptions {
  readonly folder: string;
  readonly migrations: string;
  readonly force?: boolean;
}

interface PlannedFile extends WorkflowFile {
  readonly target: string;
  /** What is there now; null for nothing. */
  readonly present: string | null;
}

/** `steward ci init github`. Ends with 1, and writes nothing, when a file there is another one and `--force` is not said. */
export const registerCi: RegisterVerb = (program, cli) => {
  const group = program.command("ci").description("continuous integration");
  const init = group.command("init").description("write the files of a CI system into a repository");
  init
    .command("github")
    .description(
      "workflows: a branch and a rehearsal for each pull request, the branch's end, a look for drift each night",
    )
    .option("--folder <folder>", "the repository", ".")
    .option("--migrations <folder>", "folder of the migrations in it", "migrations")
    .option("--force", "overwrite files that are there and differ")
    .action((options: InitOptions) =>
      cli.alone(async () => {
        if (!migrationsFolderPattern.test(options.migrations))
          throw new AppError("invalidInput", `“${options.migrations}” cannot be written into the workflows.`, {
            hint: "A folder below the repository's top, of letters, digits, dots, dashes and underscores.",
          });
        const root = resolve(options.folder);
        const planned = await Promise.all(githubWorkflows(options.migrations).map((file) => plan(root, file)));
        const others = planned.filter(({ present, text }) => present !== null && present !== text);
        for (const file of others) printChange(cli.terminal, file);
        if (others.length > 0 && !options.force) {
          const names = others.map(({ path }) => path).join(", ");
          throw new AppError("refused", `Nothing was written: ${names} would be overwritten.`, {
            hint: "Say --force to take the lines with + and lose those with -.",
          });
        }
        for (const file of planned) await write(cli.terminal, file);
        return 0;
      }),
    );
};

async function plan(root: string, file: WorkflowFile): Promise<PlannedFile> {
  const target = join(root, file.path);
  try {
    return { ...file, target, present: await readFile(target, "utf8") };
  } catch (error) {
    if (hasCode(error, "ENOENT")) return { ...file, target, present: null };
    throw toFileError(error, target);
  }
}

function printChange({ writeOut }: Terminal, { path, present, text }: PlannedFile): void {
  writeOut(`${path}\n`);
  for (const line of diffLines(present ?? "", text)) if (!line.startsWith(" ")) writeOut(`${visible(line)}\n`);
}

async function write({ writeOut }: Terminal, { path, target, present, text }: PlannedFile): Promise<void> {
  if (present === text) return writeOut(`${path} is as it should be\n`);
  try {
    await mkdir(dirname(target), { recursive: true });
  } catch (error) {
    throw toFileError(error, target);
  }
  await writeFileAtomically(target, text, { mode: 0o644 });
  writeOut(`${path} written\n`);
}
