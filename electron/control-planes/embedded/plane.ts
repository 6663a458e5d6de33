import { rm } from "node:fs/promises";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { ConnectParameters } from "../../postgres/session.ts";
import { toFileError } from "../../storage/atomic-file.ts";
import type { ServerBinaries } from "./server/binaries.ts";
import { Compute } from "./server/compute.ts";
import { adminRole } from "./server/create-cluster.ts";
import type { ServerUser } from "./server/server-user.ts";
import type { Layout } from "./state/layout.ts";
import type { ProjectRecord, ProjectStore } from "./state/project-store.ts";

/** How much one data folder may hold. */
export interface PlaneLimits {
  readonly maxBranches: number;
  readonly maxRunning: number;
}

/** What every plane is made of. */
export interface PlaneParts {
  readonly store: ProjectStore;
  readonly layout: Layout;
  readonly binaries: ServerBinaries;
  readonly user: ServerUser;
  readonly limits: PlaneLimits;
  readonly log: (line: string) => void;
  readonly changed: (projectId: string) => void;
}

/** The parts and the computes that the operations on branches share. */
export class Plane {
  readonly parts: PlaneParts;
  /** Aborts what is being made when the app ends. */
  readonly closing = new AbortController();
  private readonly computes = new Map<string, Compute>();
  private readonly pending = new Set<Promise<unknown>>();

  constructor(parts: PlaneParts) {
    this.parts = parts;
  }

  computeOf(projectId: string, branchId: string): Compute {
    const { store, layout, binaries, user, log, changed } = this.parts;
    const branch = store.findBranch(projectId, branchId);
    const known = this.computes.get(branchId);
    if (known) return known;
    const compute = new Compute({
      branchName: branch.name,
      clusterFolder: layout.clusterFolder(branchId),
      logFile: layout.logFile(branchId),
      binaries,
      user,
      port: branch.port,
      closing: this.closing.signal,
      savePort: (port) => store.updateBranch(projectId, branchId, { port }),
      changed: () => changed(projectId),
      log,
    });
    this.computes.set(branchId, compute);
    return compute;
  }

  /** Starts a compute and gives its port. `refused` when as many run as may. */
  async start(projectId: string, branchId: string, signal?: AbortSignal): Promise<number> {
    this.refuseWhenClosing();
    const compute = this.computeOf(projectId, branchId);
    const running = [...this.computes.values()].filter((one) => one.state === "active" || one.state === "starting");
    if (running.length >= this.parts.limits.maxRunning && !running.includes(compute))
      throw new AppError("refused", `${running.length} computes are running, which is as many as may run at once.`, {
        hint: "Suspend or delete a branch that is not needed now.",
      });
    return await compute.start(signal);
  }

  async parameters(projectId: string, branchId: string, database: string, role: string): Promise<ConnectParameters> {
    const password = this.parts.store.findBranch(projectId, branchId).passwords[role];
    if (password === undefined)
      throw new AppError("notFound", `The project has no login role ${role}.`, {
        hint: `It has ${this.parts.store.findProject(projectId).roles.join(", ")}.`,
      });
    const port = await this.start(projectId, branchId);
    return { host: "127.0.0.1", port, database, user: role, tls: "disable", password };
  }

  async adminParameters(projectId: string, branchId: string, database: string): Promise<ConnectParameters> {
    return await this.parameters(projectId, branchId, database, adminRole);
  }

  /** Stops the compute and removes the branch's files, then its record. What fails is tried again at the next start. */
  async removeBranch(projectId: string, branchId: string): Promise<void> {
    const { store, layout, changed } = this.parts;
    const compute = this.computeOf(projectId, branchId);
    await store.updateBranch(projectId, branchId, { state: "deleting" });
    changed(projectId);
    await compute.stop();
    this.computes.delete(branchId);
    const folder = layout.branchFolder(branchId);
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch((error: unknown) => {
      throw toFileError(error, folder);
    });
    await store.updateBranches(projectId, (branches) => branches.filter((branch) => branch.id !== branchId));
    changed(projectId);
  }

  /** Whether the servers of this app can open the project's clusters; others are shown and never touched. */
  isSupported(project: ProjectRecord): boolean {
    return project.postgresMajor === this.parts.binaries.major;
  }

  refuseUnsupported(project: ProjectRecord): void {
    if (this.isSupported(project)) return;
    throw new AppError("unsupported", this.unsupportedReason(project), {
      hint: "Open it with the version of Steward that made it. Its files were not changed.",
    });
  }

  unsupportedReason(project: ProjectRecord): string {
    return `Project ${project.name} was made by Postgres ${project.postgresMajor}; this version of Steward brings Postgres ${this.parts.binaries.major}.`;
  }

  refuseWhenClosing(): void {
    if (this.closing.signal.aborted) throw new AppError("cancelled", "Steward is closing.");
  }

  /** Runs an operation that `close` must wait for, because it cleans up after itself. */
  async track<T>(run: () => Promise<T>): Promise<T> {
    this.refuseWhenClosing();
    const work = run();
    this.pending.add(work);
    try {
      return await work;
    } finally {
      this.pending.delete(work);
    }
  }

  /** Cancels what is being made and waits for its cleaning up; then stops every compute at the same time. */
  async close(): Promise<void> {
    this.closing.abort();
    await Promise.allSettled([...this.pending]);
    await Promise.all([...this.computes.values()].map((compute) => compute.stop()));
  }
}
