import { access, readdir, readFile } from "node:fs/promises";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { readJsonFile, writeFileAtomically } from "../../../storage/atomic-file.ts";
import type { Layout } from "./layout.ts";
import {
  type BranchRecord,
  type ProjectRecord,
  type SnapshotRecord,
  stateFormat,
  stateSchema,
} from "./state-format.ts";

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
    const state = await readJsonFile(layout.stateFile, stateSchema, { format: stateFormat, projects: [] });
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

  findSnapshot(projectId: string, snapshotId: string): SnapshotRecord {
    const snapshot = this.findProject(projectId).snapshots.find((candidate) => candidate.id === snapshotId);
    if (!snapshot) throw new AppError("notFound", "This snapshot does not exist (any more).");
    return snapshot;
  }

  /** One change after the other; memory follows only when the file is written. `change` may throw to refuse. */
  async update(change: (projects: readonly ProjectRecord[]) => readonly ProjectRecord[]): Promise<void> {
    const next = this.writing.then(async () => {
      const projects = change(this.projectList);
      await writeFileAtomically(this.file, `${JSON.stringify({ format: stateFormat, projects }, null, 2)}\n`);
      this.projectList = projects;
    });
    // The next change waits for this one, whatever became of it; its caller gets the rejection.
    this.writing = next.catch(() => undefined);
    await next;
  }

  /** Changes one project; nothing happens when it is gone. */
  async updateProject(projectId: string, change: (project: ProjectRecord) => ProjectRecord): Promise<void> {
    await this.update((projects) => projects.map((project) => (project.id === projectId ? change(project) : project)));
  }

  /** Changes the branches of one project. */
  async updateBranches(
    projectId: string,
    change: (branches: readonly BranchRecord[]) => readonly BranchRecord[],
  ): Promise<void> {
    await this.updateProject(projectId, (project) => ({ ...project, branches: change(project.branches) }));
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
  if (found !== undefined && Number(found) > stateFormat)
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
