import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Branch, Project } from "../../shared/branches/model.ts";
import type { Connection } from "../../shared/connections/model.ts";
import { AppError, isAppError } from "../../shared/ipc/app-error.ts";
import type { WorkspaceProgress } from "../../shared/ipc/topics.ts";
import type { SampleQuery } from "../../shared/workspace/contract.ts";
import type { ControlPlane } from "../control-planes/control-plane.ts";
import { requireDiskSpace } from "../control-planes/embedded/fork/disk-space.ts";
import type { ConnectParameters } from "../postgres/session.ts";
import { readJsonFile, writeFileAtomically } from "../storage/atomic-file.ts";
import { fillSampleDatabase } from "./fill-sample-database.ts";
import { provideSampleMigrations, readSampleQueries, readSampleUnits } from "./sample-files.ts";
import {
  type SampleDatabase,
  sampleDatabaseOf,
  sampleDatabases,
  sampleProject,
  toSampleConnection,
} from "./sample-project.ts";

/** What the sample workspace needs of the embedded control plane. */
export interface SamplePlane extends Pick<ControlPlane, "listProjects" | "listBranches" | "connectParameters"> {
  /** The first of `roles` owns the databases, the others are its members. */
  createProject(request: {
    readonly id: string;
    readonly name: string;
    readonly roles: readonly string[];
  }): Promise<Project>;
  adminParameters(projectId: string, branchId: string, database: string): Promise<ConnectParameters>;
}

/** What `SampleWorkspace` is made of. */
export interface SampleWorkspaceOptions {
  readonly plane: SamplePlane;
  readonly samplesFolder: string;
  /** Folder of the data folder that keeps what belongs to the workspace. */
  readonly workspaceFolder: string;
  readonly announce: (progress: WorkspaceProgress) => void;
  /** Called when connections appeared. */
  readonly changed: () => void;
}

const stateSchema = z.strictObject({ format: z.literal(1), complete: z.array(z.string()) });

/** Makes the sample project and its databases in the background, and knows the connections that come with it. */
export class SampleWorkspace {
  private readonly options: SampleWorkspaceOptions;
  private readonly stateFile: string;
  private readonly ending = new AbortController();
  private readonly counts = new Map<string, { readonly done: number; readonly total: number }>();
  private provided: readonly Connection[] = [];
  private current: WorkspaceProgress = {
    state: "preparing",
    step: "Starting Postgres",
    done: 0,
    total: 1,
    error: null,
  };
  private running: Promise<void> = Promise.resolve();
  private writing: Promise<void> = Promise.resolve();

  constructor(options: SampleWorkspaceOptions) {
    this.options = options;
    this.stateFile = join(options.workspaceFolder, "sample.json");
  }

  /** Connections to the sample databases that exist. */
  connections(): readonly Connection[] {
    return this.provided;
  }

  progress(): WorkspaceProgress {
    return this.current;
  }

  /** Knows what an earlier run made, without making anything. */
  async load(): Promise<void> {
    const complete = await this.readComplete();
    const branch = await this.findDefaultBranch();
    if (!branch) return;
    this.provide(
      sampleDatabases.filter(({ database }) => complete.includes(database)),
      branch,
    );
    if (complete.length === sampleDatabases.length) this.tell({ state: "complete", step: "Ready" });
  }

  /** Makes what is missing, in the background; `progress` and the announcements tell how it goes. */
  start(): void {
    if (this.current.state === "failed") this.tell({ state: "preparing", step: "Starting Postgres", error: null });
    this.running = this.prepare().catch(async (failure: unknown) => {
      if (this.ending.signal.aborted || isAppError(failure, "cancelled")) return;
      const error = await this.reasonOf(failure);
      const hint = error instanceof AppError && error.hint ? ` ${error.hint}` : "";
      this.tell({ state: "failed", error: `${error instanceof Error ? error.message : String(error)}${hint}` });
    });
  }

  /** Why a server went while it was filled: it says so when it is started again, or the disk has no room for more. */
  private async reasonOf(failure: unknown): Promise<unknown> {
    if (!isAppError(failure, "connectionLost")) return failure;
    try {
      const branch = await this.findDefaultBranch();
      if (branch) await this.options.plane.adminParameters(branch.projectId, branch.id, "postgres");
      await requireDiskSpace(dirname(this.options.workspaceFolder), 0, "Going on with the sample workspace");
      return failure;
    } catch (reason) {
      return reason;
    }
  }

  /** Starts again after a failure; otherwise only tells how far it is. */
  retry(): WorkspaceProgress {
    if (this.current.state === "failed") this.start();
    return this.current;
  }

  /** Ends what still runs; the next start goes on from there. */
  async close(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  /** Where the migrations of a sample connection are; null for other connections and samples without any. */
  async migrationsFolderOf(connectionId: string): Promise<string | null> {
    const sample = sampleDatabaseOf(connectionId);
    if (!sample) return null;
    const folder = join(this.options.workspaceFolder, "migrations", sample.database);
    return await provideSampleMigrations(this.options.samplesFolder, sample.database, folder);
  }

  async queriesOf(connectionId: string): Promise<readonly SampleQuery[]> {
    const sample = sampleDatabaseOf(connectionId);
    return sample ? await readSampleQueries(this.options.samplesFolder, sample.database) : [];
  }

  private async prepare(): Promise<void> {
    await this.load();
    if (this.current.state === "complete") return;
    const branch = (await this.findDefaultBranch()) ?? (await this.createProject());
    const [first, ...others] = sampleDatabases;
    if (!first) return;
    await this.countUnits();
    let startOthers: () => void = () => undefined;
    const isUsable = new Promise<void>((resolve) => {
      startOthers = resolve;
    });
    const fillOthers = async () => {
      await isUsable;
      for (const sample of others) await this.fill(sample, branch, () => undefined);
    };
    const filled = await Promise.allSettled([this.fill(first, branch, startOthers).finally(startOthers), fillOthers()]);
    const failed = filled.find((result) => result.status === "rejected");
    if (failed) throw failed.reason;
    this.tell({ state: "complete", step: "Ready" });
  }

  private async fill(sample: SampleDatabase, branch: Branch, whenUsable: () => void): Promise<void> {
    const { plane, samplesFolder } = this.options;
    const { id, projectId } = branch;
    const access = {
      admin: (database: string) => plane.adminParameters(projectId, id, database),
      owner: (database: string) => plane.connectParameters(projectId, id, database, sampleProject.owner),
      ownerRole: sampleProject.owner,
    };
    await fillSampleDatabase(access, samplesFolder, sample.database, this.ending.signal, (done, total, unit) => {
      this.counts.set(sample.database, { done, total });
      this.provide([sample], branch);
      if (unit.makesUsable) {
        this.tell({ state: "usable" });
        whenUsable();
      }
      this.tell({ step: `${sample.title}: ${unit.step}`, ...this.sum() });
    });
    await this.writeComplete(sample.database);
  }

  private async createProject(): Promise<Branch> {
    const { id, name, owner, people } = sampleProject;
    await this.options.plane.createProject({ id, name, roles: [owner, ...people] });
    const branch = await this.findDefaultBranch();
    if (!branch) throw new Error("The new project has no default branch.");
    return branch;
  }

  private async findDefaultBranch(): Promise<Branch | undefined> {
    const { plane } = this.options;
    if (!(await plane.listProjects()).some(({ id }) => id === sampleProject.id)) return undefined;
    return (await plane.listBranches(sampleProject.id)).find(({ isDefault }) => isDefault);
  }

  private provide(samples: readonly SampleDatabase[], branch: Branch): void {
    const known = new Set(this.provided.map(({ database }) => database));
    const added = samples.filter(({ database }) => !known.has(database));
    if (added.length === 0) return;
    this.provided = [...this.provided, ...added.map((sample) => toSampleConnection(sample, branch.id))];
    this.options.changed();
  }

  private async countUnits(): Promise<void> {
    for (const { database } of sampleDatabases) {
      const units = await readSampleUnits(this.options.samplesFolder, database);
      this.counts.set(database, { done: 0, total: units.length });
    }
  }

  private sum(): { readonly done: number; readonly total: number } {
    const counts = [...this.counts.values()];
    const done = counts.reduce((sum, count) => sum + count.done, 0);
    return { done, total: counts.reduce((sum, count) => sum + count.total, 0) };
  }

  private tell(change: Partial<WorkspaceProgress>): void {
    this.current = { ...this.current, ...change };
    this.options.announce(this.current);
  }

  private async readComplete(): Promise<readonly string[]> {
    return (await readJsonFile(this.stateFile, stateSchema, { format: 1, complete: [] })).complete;
  }

  private async writeComplete(database: string): Promise<void> {
    this.writing = this.writing.then(async () => {
      await mkdir(this.options.workspaceFolder, { recursive: true, mode: 0o700 });
      const complete = [...new Set([...(await this.readComplete()), database])];
      await writeFileAtomically(this.stateFile, `${JSON.stringify({ format: 1, complete })}\n`);
    });
    await this.writing;
  }
}
