import { access, readdir, readFile } from "node:fs/promises";
import { z } from "zod";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { readJsonFile, writeFileAtomically } from "../../../storage/atomic-file.ts";
import type { Layout } from "./layout.ts";

/** The form of the file below and of the folders beside it. A larger number was written by a later Steward. */
const format = 1;

const branchSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  parentId: z.string().nullable(),
  parentLsn: z.string().nullable(),
  isDefault: z.boolean(),
  isProtected: z.boolean(),
  /** What is being done to its files; anything but "ready" is cleaned up at the next start. */
  state: z.enum(["creating", "ready", "deleting", "failed"]),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  purpose: z.enum(["work", "rehearsal", "past"]),
  port: z.number().nullable(),
  /** By role, the app's own superuser included. */
  passwords: z.record(z.string(), z.string()),
});

const projectSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  postgresMajor: z.number(),
  createdAt: z.string(),
  /** Login roles; the owner first. */
  roles: z.array(z.string()).min(1),
  branches: z.array(branchSchema),
});

const stateSchema = z.strictObject({ format: z.literal(format), projects: z.array(projectSchema) });

/** A branch as it is kept on disk. */
export type BranchRecord = Readonly<z.infer<typeof branchSchema>>;
/** A project as it is kept on disk. */
export type ProjectRecord = Readonly<Omit<z.infer<typeof projectSchema>, "branches">> & {
  readonly branches: readonly BranchRecord[];
};

/** All projects and branches: in memory, and in one file that is replaced as a whole at each change. */
export class ProjectStore {
  private readonly file: string;
  private projectList: readonly ProjectRecord[];
  private writing: Promise<unknown> = Promise.resolve();

  private constructor(file: string, projects: readonly ProjectRecord[]) {
    this.file = file;
    this.projectList = projects;
  }

  /** Reads the file. Rejects with `unsupported` for a later format and `fileSystem` when it cannot be understood. */
  static async load(layout: Layout): Promise<ProjectStore> {
    await refuseLaterFormat(layout.stateFile);
    await refuseLostState(layout);
    const state = await readJsonFile(layout.stateFile, stateSchema, { format, projects: [] });
    return new ProjectStore(layout.stateFile, state.projects);
  }

  get projects(): readonly ProjectRecord[] {
    return this.projectList;
  }

  findProject(projectId: string): ProjectRecord {
    const project = this.projectList.find((candidate) => candidate.id === projectId);
    if (!project) throw new AppError("notFound", "This project does not exist (any more).");
    return project;
  }

  findBranch(projectId: string, branchId: string): BranchRecord {
    const branch = this.findProject(projectId).branches.find((candidate) => candidate.id === branchId);
    if (!branch) throw new AppError("notFound", "This branch does not exist (any more).");
    return branch;
  }

  /** One change after the other; memory follows only when the file is written. `change` may throw to refuse. */
  async update(change: (projects: readonly ProjectRecord[]) => readonly ProjectRecord[]): Promise<void> {
    const next = this.writing.then(async () => {
      const projects = change(this.projectList);
      await writeFileAtomically(this.file, `${JSON.stringify({ format, projects }, null, 2)}\n`);
      this.projectList = projects;
    });
    // The next change waits for this one, whatever became of it; its caller gets the rejection.
    this.writing = next.catch(() => undefined);
    await next;
  }

  /** Changes the branches of one project. */
  async updateBranches(
    projectId: string,
    change: (branches: readonly BranchRecord[]) => readonly BranchRecord[],
  ): Promise<void> {
    await this.update((projects) =>
      projects.map((project) =>
        project.id === projectId ? { ...project, branches: change(project.branches) } : project,
      ),
    );
  }

  /** Changes fields of one branch; nothing happens when it is gone. */
  async updateBranch(projectId: string, branchId: string, fields: Partial<BranchRecord>): Promise<void> {
    await this.updateBranches(projectId, (branches) =>
      branches.map((branch) => (branch.id === branchId ? { ...branch, ...fields } : branch)),
    );
  }
}

async function refuseLaterFormat(file: string): Promise<void> {
  const text = await readFile(file, "utf8").catch(() => "");
  const found = /"format":\s*(\d+)/.exec(text)?.[1];
  if (found !== undefined && Number(found) > format)
    throw new AppError("unsupported", `${file} was written by a later version of Steward (format ${found}).`, {
      hint: "Open this data folder with that version, or choose another one with STEWARD_HOME. Nothing was changed.",
    });
}

/** Clusters without the file that lists them: starting anew would hide databases that are still there. */
async function refuseLostState(layout: Layout): Promise<void> {
  const hasFile = await access(layout.stateFile).then(
    () => true,
    () => false,
  );
  if (hasFile) return;
  const folders = await readdir(layout.clustersFolder).catch(() => []);
  if (folders.length > 0)
    throw new AppError(
      "fileSystem",
      `${layout.stateFile} is missing, but there are databases in ${layout.clustersFolder}.`,
      {
        hint: "Restore the file from a backup, or move the folder away to start anew.",
      },
    );
}
