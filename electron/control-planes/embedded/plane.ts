import { rm } from "node:fs/promises";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { ConnectParameters } from "../../postgres/session.ts";
import { toFileError } from "../../storage/atomic-file.ts";
import { findActivity } from "./server/activity.ts";
import type { ServerBinaries } from "./server/binaries.ts";
import { Compute, type StartOptions } from "./server/compute.ts";
import { adminRole } from "./server/create-cluster.ts";
import { type Observation, observe } from "./server/observe.ts";
import type { ServerUser } from "./server/server-user.ts";
import type { Layout } from "./state/layout.ts";
import type { OperationJournal } from "./state/operation-journal.ts";
import type { ProjectStore } from "./state/project-store.ts";
import type { ProjectRecord } from "./state/state-format.ts";

/** How much one data folder may hold. */
export interface PlaneLimits {
  readonly maxBranches: number;
  readonly maxRunning: number;
  /** Snapshots of one project. */
  readonly maxSnapshots: number;
  /** How far back the past of a branch is kept, at most: by time, and by what was written. */
  readonly historySeconds: number;
  readonly historyMegabytes: number;
  /** How often running computes are looked at, and how long one runs before its history is kept. */
  readonly tendEveryMs: number;
  readonly historyDelayMs: number;
}

/** What every plane is made of. */
export interface PlaneParts {
  readonly store: ProjectStore;
  readonly journal: OperationJournal;
  readonly layout: Layout;
  readonly binaries: ServerBinaries;
  readonly user: ServerUser;
  readonly limits: PlaneLimits;
  readonly serverSettings: Readonly<Record<string, string>>;
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
  /** Base copies that are being made or read; nobody tidies them away meanwhile. */
  readonly busyBases = new Set<{ readonly id: string }>();
  /** When each compute was last seen to do something, in this run of the app: milliseconds. */
  private readonly activity = new Map<string, number>();
  private readonly counters = new Map<string, string>();
  private readonly undisturbed = new Map<
    string,
    { readonly controller: AbortController; readonly done: Promise<unknown> }
  >();

  constructor(parts: PlaneParts) {
    this.parts = parts;
  }

  computeOf(projectId: string, branchId: string): Compute {
    const { store, layout, binaries, user, serverSettings, log, changed } = this.parts;
    const branch = store.findBranch(projectId, branchId);
    const known = this.computes.get(branchId);
    if (known) return known;
    const compute = new Compute({
      branchName: branch.name,
      clusterFolder: layout.clusterFolder(branchId),
      logFile: layout.logFile(branchId),
      binaries,
      user,
      settings: serverSettings,
      port: branch.port,
      closing: this.closing.signal,
      savePort: (port) => store.updateBranch(projectId, branchId, { port }),
      changed: () => changed(projectId),
      log,
    });
    this.computes.set(branchId, compute);
    return compute;
  }

  /** Starts a compute and gives its port. As many run as may: the one that was idle longest is suspended; else `refused`. */
  async start(projectId: string, branchId: string, options: StartOptions = {}): Promise<number> {
    this.refuseWhenClosing();
    const compute = this.computeOf(projectId, branchId);
    if (!isRunning(compute)) await this.makeRoom(compute);
    this.noteActivity(branchId);
    return await compute.start(options);
  }

  private async makeRoom(wanted: Compute): Promise<void> {
    const { store, limits, log } = this.parts;
    const running = store.projects
      .flatMap(({ id, branches }) => branches.map(({ id: branchId, name }) => ({ projectId: id, branchId, name })))
      .map((one) => ({ ...one, compute: this.computes.get(one.branchId), at: this.activity.get(one.branchId) ?? 0 }))
      .filter(({ compute }) => compute !== undefined && compute !== wanted && isRunning(compute))
      .sort((left, right) => left.at - right.at);
    let count = running.length;
    for (const { projectId, branchId, name, compute } of running) {
      if (count < limits.maxRunning) return;
      if (compute?.state !== "active" || compute.isHeld) continue;
      // One that does not answer is taken for busy.
      if (await this.noteUse(projectId, branchId).catch(() => true)) continue;
      log(`Suspended branch ${name}: as many computes run as may, and it was idle longest.`);
      await this.suspend(projectId, branchId);
      count--;
    }
    if (count < limits.maxRunning) return;
    throw new AppError("refused", `${count} computes are running and busy, which is as many as may run at once.`, {
      hint: "Suspend or delete a branch that is not needed now.",
    });
  }

  /** Notes what was done on a running compute since the last look. Gives whether somebody is at it now. */
  async noteUse(projectId: string, branchId: string): Promise<boolean> {
    const { isBusy, lastStateChange, counters } = await findActivity(this.runningAdmin(projectId, branchId));
    const isNew = this.hasNewCounters(branchId, counters);
    if (isBusy || isNew) this.noteActivity(branchId);
    if (lastStateChange !== null) this.noteActivity(branchId, Math.min(lastStateChange, Date.now()));
    return isBusy;
  }

  /** Whether the counters of use differ from those of the last look. */
  private hasNewCounters(branchId: string, counters: string): boolean {
    const isNew = (this.counters.get(branchId) ?? counters) !== counters;
    this.counters.set(branchId, counters);
    return isNew;
  }

  noteActivity(branchId: string, at = Date.now()): void {
    this.activity.set(branchId, Math.max(at, this.activity.get(branchId) ?? 0));
  }

  /** Milliseconds; null when nothing is known. */
  lastActivityOf(projectId: string, branchId: string): number | null {
    const kept = this.parts.store.findBranch(projectId, branchId).lastActiveAt;
    return this.activity.get(branchId) ?? (kept === null ? null : Date.parse(kept));
  }

  /** Fields for a compute that runs already. Rejects with `computeUnavailable` when it does not. */
  runningAdmin(projectId: string, branchId: string): ConnectParameters {
    const { port } = this.computeOf(projectId, branchId);
    const { name, passwords } = this.parts.store.findBranch(projectId, branchId);
    if (port === null) throw new AppError("computeUnavailable", `The compute of branch ${name} does not run.`);
    return toParameters(port, "postgres", adminRole, passwords[adminRole] ?? "");
  }

  /** Looks at a branch whose compute runs, and keeps what it found; gives null for one that does not run. */
  async observe(projectId: string, branchId: string): Promise<Observation | null> {
    const { store } = this.parts;
    if (this.computeOf(projectId, branchId).port === null) return null;
    const found = await observe(this.runningAdmin(projectId, branchId), store.findBranch(projectId, branchId).firstLsn);
    const at = this.lastActivityOf(projectId, branchId);
    const lastActiveAt = at === null ? null : new Date(at).toISOString();
    await store.updateBranch(projectId, branchId, { ...found, lastActiveAt });
    return found;
  }

  async parameters(projectId: string, branchId: string, database: string, role: string): Promise<ConnectParameters> {
    const password = this.passwordOf(projectId, branchId, role);
    return toParameters(await this.start(projectId, branchId), database, role, password);
  }

  /** The same without starting anything: the port of the last start, which is kept while it is free. */
  target(projectId: string, branchId: string, database: string, role: string): ConnectParameters {
    const branch = this.parts.store.findBranch(projectId, branchId);
    const password = this.passwordOf(projectId, branchId, role);
    if (branch.port !== null) return toParameters(branch.port, database, role, password);
    throw new AppError("computeUnavailable", `Branch ${branch.name} has no port yet.`, {
      hint: "Start its compute once; the port is kept from then on.",
    });
  }

  private passwordOf(projectId: string, branchId: string, role: string): string {
    const password = this.parts.store.findBranch(projectId, branchId).passwords[role];
    if (password !== undefined) return password;
    throw new AppError("notFound", `The branch has no login role ${role}.`, {
      hint: `It has ${this.rolesOf(projectId, branchId).join(", ")}.`,
    });
  }

  async adminParameters(projectId: string, branchId: string, database: string): Promise<ConnectParameters> {
    return await this.parameters(projectId, branchId, database, adminRole);
  }

  /** The login roles of a branch whose passwords are known; the owner first. */
  rolesOf(projectId: string, branchId: string): readonly string[] {
    const { store } = this.parts;
    const [owner] = store.findProject(projectId).roles;
    const roles = Object.keys(store.findBranch(projectId, branchId).passwords).filter((role) => role !== adminRole);
    return [...roles.filter((role) => role === owner), ...roles.filter((role) => role !== owner)];
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
    await store.updateProject(projectId, (project) => ({
      ...project,
      branches: project.branches.filter((branch) => branch.id !== branchId),
      snapshots: project.snapshots.map((one) => (one.branchId === branchId ? { ...one, branchId: null } : one)),
    }));
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

  /** The same, kept in the journal. */
  async operate<T>(projectId: string, branchId: string | null, action: string, run: () => Promise<T>): Promise<T> {
    const { store, journal } = this.parts;
    store.findProject(projectId);
    return await this.track(() => journal.follow(projectId, branchId, action, run));
  }

  /** Work that nobody asked for; whoever wants the compute stopped or replaced does not wait for it but ends it. */
  async whileUndisturbed(branchId: string, run: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const controller = new AbortController();
    const done = this.track(() => run(AbortSignal.any([controller.signal, this.closing.signal])));
    this.undisturbed.set(branchId, { controller, done });
    try {
      await done;
    } finally {
      this.undisturbed.delete(branchId);
    }
  }

  /** Ends such work and waits until it is gone. */
  async disturb(branchId: string): Promise<void> {
    const work = this.undisturbed.get(branchId);
    work?.controller.abort();
    await work?.done.catch(() => undefined); // whoever does it hears of it
  }

  /** Stops a compute, and remembers before what only it can tell. */
  async suspend(projectId: string, branchId: string): Promise<void> {
    const compute = this.computeOf(projectId, branchId);
    if (compute.state === "active")
      await this.observe(projectId, branchId).catch((reason: unknown) => {
        this.parts.log(`Branch ${branchId} could not be looked at before its compute stopped: ${String(reason)}`);
      });
    await compute.stop();
  }

  /** Cancels what is being made and waits for its cleaning up; then stops every compute at the same time. */
  async close(): Promise<void> {
    this.closing.abort();
    await Promise.allSettled([...this.pending]);
    const running = this.parts.store.projects.flatMap(({ id, branches }) =>
      branches.filter((branch) => this.computes.has(branch.id)).map((branch) => this.suspend(id, branch.id)),
    );
    await Promise.all(running);
    await Promise.all([...this.computes.values()].map((compute) => compute.stop()));
    await this.parts.journal.flush();
  }
}

function toParameters(port: number, database: string, user: string, password: string): ConnectParameters {
  return { host: "127.0.0.1", port, database, user, tls: "disable", password };
}

function isRunning(compute: Compute): boolean {
  return compute.state === "active" || compute.state === "starting";
}
