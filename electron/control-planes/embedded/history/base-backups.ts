import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { toFileError } from "../../../storage/atomic-file.ts";
import type { ControlPlaneCall } from "../../control-plane.ts";
import { makeBranchId } from "../../neon-id.ts";
import { forkCluster } from "../fork/fork-cluster.ts";
import { withAdmin } from "../operations/admin-session.ts";
import type { Plane, PlaneLimits } from "../plane.ts";
import { giveToServer } from "../server/server-user.ts";
import type { Layout } from "../state/layout.ts";
import type { ProjectStore } from "../state/project-store.ts";
import type { BaseRecord, BranchRecord } from "../state/state-format.ts";
import { listLogFiles, timelineOf } from "./log-files.ts";

/**
 * Copies a branch's cluster while it runs, as the place from which its past can be made again from now on. The server keeps
 * its log itself (`wal_keep_size`), so nothing is archived. Rejects like `forkCluster`; then nothing is left.
 */
export async function takeBase(
  plane: Plane,
  projectId: string,
  branchId: string,
  call: ControlPlaneCall,
): Promise<void> {
  const { store, layout, user, limits } = plane.parts;
  const release = plane.computeOf(projectId, branchId).hold();
  const folder = layout.basesFolder(branchId);
  const id = makeBranchId();
  const busy = { id };
  plane.busyBases.add(busy);
  try {
    await withAdmin(plane, projectId, branchId, "postgres", async (session) => {
      await session.execute(`ALTER SYSTEM SET wal_keep_size = '${limits.historyMegabytes}MB'`);
      await session.query("SELECT pg_catalog.pg_reload_conf()");
    });
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
      throw toFileError(error, folder);
    });
    await giveToServer(folder, user);
    const { lsn, firstLogFile } = await forkCluster({
      source: await plane.adminParameters(projectId, branchId, "postgres"),
      sourceFolder: layout.clusterFolder(branchId),
      targetFolder: join(folder, id),
      user,
      what: "Keeping the branch's history",
      copiesLog: false,
      call,
    });
    const base: BaseRecord = { id, takenAt: new Date().toISOString(), lsn, firstLogFile };
    await store.updateBranches(projectId, (branches) =>
      branches.map((branch) => (branch.id === branchId ? { ...branch, bases: [...branch.bases, base] } : branch)),
    );
  } catch (error) {
    await rm(join(folder, id), { recursive: true, force: true });
    throw error;
  } finally {
    plane.busyBases.delete(busy);
    release();
  }
  await dropBases(plane, projectId, branchId);
}

/** Forgets and removes the bases that nothing can be made from, or whose past is older than what is kept; those in work stay. */
export async function dropBases(plane: BasesOfPlane, projectId: string, branchId: string): Promise<void> {
  const { store, layout, limits, changed } = plane.parts;
  const { bases } = store.findBranch(projectId, branchId);
  const usable = await findUsableBases(bases, layout.clusterFolder(branchId), limits.historySeconds);
  const dropped = new Set(bases.filter((base) => !usable.includes(base)).map(({ id }) => id));
  if (dropped.size > 0) {
    // By what is there by then: another copy may have been finished meanwhile.
    await store.updateBranches(projectId, (branches) =>
      branches.map((branch) =>
        branch.id === branchId ? { ...branch, bases: branch.bases.filter(({ id }) => !dropped.has(id)) } : branch,
      ),
    );
    changed(projectId);
  }
  await removeOtherFolders(layout.basesFolder(branchId), (name) =>
    [...store.findBranch(projectId, branchId).bases, ...plane.busyBases].some(({ id }) => id === name),
  );
}

/** What of a plane it takes to tidy its bases. */
export interface BasesOfPlane {
  readonly parts: {
    readonly store: ProjectStore;
    readonly layout: Layout;
    readonly limits: Pick<PlaneLimits, "historySeconds">;
    readonly changed: (projectId: string) => void;
  };
  readonly busyBases: Plane["busyBases"];
}

/** Those whose log is still there from its first segment on; of those older than the window, only the newest is of use. */
async function findUsableBases(
  bases: BranchRecord["bases"],
  cluster: string,
  historySeconds: number,
): Promise<BaseRecord[]> {
  const windowStart = Date.now() - historySeconds * 1000;
  const usable: BaseRecord[] = [];
  for (const [index, base] of bases.entries()) {
    const next = bases[index + 1];
    const isOld = next !== undefined && Date.parse(next.takenAt) < windowStart;
    const logFiles = await listLogFiles(cluster, timelineOf(base.firstLogFile));
    if (!isOld && logFiles.includes(base.firstLogFile)) usable.push(base);
  }
  return usable;
}

/** What a kill left half copied, and what is not needed any more. */
export async function removeOtherFolders(folder: string, isKept: (name: string) => boolean): Promise<void> {
  for (const name of await readdir(folder).catch(() => []))
    if (!isKept(name))
      await rm(join(folder, name), { recursive: true, force: true }).catch((error: unknown) => {
        throw toFileError(error, folder);
      });
}

/** The newest base from which a moment or position can be reached. Rejects with `refused`, saying what can be. */
export function chooseBase(branch: BranchRecord, isReachableFrom: (base: BaseRecord) => boolean): BaseRecord {
  const base = branch.bases.findLast(isReachableFrom);
  if (base) return base;
  const [oldest] = branch.bases;
  if (!oldest)
    throw new AppError("refused", `Branch ${branch.name} has no history yet.`, {
      hint: "It is kept from about a minute after the branch first runs as the default branch or as a parent.",
    });
  throw new AppError(
    "refused",
    `The history of branch ${branch.name} begins at ${oldest.takenAt} (${oldest.lsn}); what was before is not kept.`,
    { hint: "Choose a later moment." },
  );
}
