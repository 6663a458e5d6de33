import { mkdir } from "node:fs/promises";
import type { Project } from "../../../../shared/branches/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { quoteIdentifier, quoteLiteral } from "../../../../shared/sql/quote.ts";
import { openSession } from "../../../postgres/connect.ts";
import { toFileError } from "../../../storage/atomic-file.ts";
import type { ControlPlaneCall } from "../../control-plane.ts";
import { toProject } from "../branch-view.ts";
import { requireDiskSpace } from "../fork/disk-space.ts";
import type { Plane } from "../plane.ts";
import { adminRole, createCluster } from "../server/create-cluster.ts";
import { giveToServer } from "../server/server-user.ts";
import { type BranchRecord, newBranchFacts } from "../state/state-format.ts";
import { createRoles, makePasswords } from "./roles.ts";
import { removeSnapshot } from "./snapshots.ts";

/** What is asked for when a project is made. */
export interface ProjectRequest {
  /** Lower-case letters, digits and hyphens; becomes part of a folder's name. */
  readonly id: string;
  readonly name: string;
  /** Of the default branch; `main` without it. */
  readonly branchName?: string;
  /** Login roles, the owner first; the others become its members. */
  readonly roles: readonly string[];
  /** Settings of the server, kept in the cluster and in all branches. */
  readonly settings?: Readonly<Record<string, string>>;
}

const emptyClusterBytes = 80 * 1024 * 1024;

/** The id of the branch that a project begins with. */
export function defaultBranchId(projectId: string): string {
  // Neon's own programs take a value as a branch's id only in its form, which a project's id of its form leads to.
  return /^[a-z0-9]+-[a-z0-9]+-[0-9]{8}$/.test(projectId) ? `br-${projectId}` : `br-${projectId}-main`;
}

/**
 * Makes a project: a cluster as its default branch, running, with its roles. Rejects with `conflict` (the id is taken),
 * `invalidInput`, `diskFull`, `fileSystem`, `computeUnavailable`, `cancelled`; then nothing is left.
 */
export async function createProject(plane: Plane, request: ProjectRequest, call: ControlPlaneCall): Promise<Project> {
  checkRequest(request);
  const { store, layout, binaries, log } = plane.parts;
  const branchId = defaultBranchId(request.id);
  await requireDiskSpace(layout.clustersFolder, emptyClusterBytes, "The project");
  await store.update((projects) => {
    if (projects.some((project) => project.id === request.id))
      throw new AppError("conflict", `There is a project ${request.id} already.`);
    const { id, name, roles } = request;
    const branches = [mainBranch(branchId, request.branchName ?? "main", makePasswords(roles))];
    const createdAt = new Date().toISOString();
    const postgresMajor = binaries.major;
    return [...projects, { id, name, postgresMajor, createdAt, roles: [...roles], branches, snapshots: [] }];
  });
  try {
    await buildMain(plane, request, branchId, call);
    throwIfCancelled(plane, call);
    await store.updateBranch(request.id, branchId, { state: "ready" });
  } catch (error) {
    await removeProject(plane, request.id).catch((reason: unknown) =>
      log(`What was made of project ${request.id} is removed at the next start: ${String(reason)}`),
    );
    throw error;
  }
  plane.parts.changed(request.id);
  return toProject(plane, store.findProject(request.id));
}

/** Changes a project's name. */
export async function renameProject(plane: Plane, projectId: string, name: string): Promise<Project> {
  const { store, changed } = plane.parts;
  if (name.trim() === "") throw new AppError("invalidInput", "A project needs a name.");
  await store.updateProject(projectId, (project) => ({ ...project, name }));
  changed(projectId);
  return toProject(plane, store.findProject(projectId));
}

/** Deletes a project with all that belongs to it. Rejects with `refused` for protected branches, `conflict` for busy ones. */
export async function deleteProject(plane: Plane, projectId: string): Promise<void> {
  const { store } = plane.parts;
  plane.refuseUnsupported(store.findProject(projectId));
  // All are marked at once: after a kill the next start removes the rest.
  await store.updateBranches(projectId, (branches) => {
    for (const branch of branches) {
      if (branch.isProtected)
        throw new AppError("refused", `Branch ${branch.name} is protected.`, {
          hint: "Take the protection away first.",
        });
      if (branch.state === "creating" || branch.state === "resetting" || plane.computeOf(projectId, branch.id).isHeld)
        throw new AppError("conflict", `Branch ${branch.name} is being made, copied or replaced.`, {
          hint: "Try again afterwards.",
        });
    }
    return branches.map((branch) => ({ ...branch, state: "deleting" as const }));
  });
  await removeProject(plane, projectId);
}

/** Removes a project that is not to be, or was never finished. */
export async function removeProject(plane: Plane, projectId: string): Promise<void> {
  const { store } = plane.parts;
  const { branches, snapshots } = store.findProject(projectId);
  for (const branch of branches) await plane.removeBranch(projectId, branch.id);
  for (const snapshot of snapshots) await removeSnapshot(plane, projectId, snapshot.id);
  await store.update((projects) => projects.filter((project) => project.id !== projectId));
  plane.parts.changed(projectId);
}

async function buildMain(
  plane: Plane,
  request: ProjectRequest,
  branchId: string,
  call: ControlPlaneCall,
): Promise<void> {
  const { store, layout, binaries, user } = plane.parts;
  const { passwords } = store.findBranch(request.id, branchId);
  const folder = layout.branchFolder(branchId);
  call.report?.({ step: "Making the cluster" });
  await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
    throw toFileError(error, folder);
  });
  await giveToServer(folder, user);
  await createCluster(binaries, user, layout.clusterFolder(branchId), passwords[adminRole] ?? "");
  throwIfCancelled(plane, call);
  call.report?.({ step: "Starting Postgres" });
  await plane.start(request.id, branchId, call.signal ? { signal: call.signal } : {});
  const session = await openSession(await plane.adminParameters(request.id, branchId, "postgres"), {
    purpose: "project",
  });
  try {
    await createRoles(session, request.roles, passwords);
    for (const [name, value] of Object.entries(request.settings ?? {}))
      await session.execute(`ALTER SYSTEM SET ${quoteIdentifier(name)} = ${quoteLiteral(value)}`);
  } finally {
    await session.close();
  }
  if (Object.keys(request.settings ?? {}).length > 0) await plane.computeOf(request.id, branchId).stop();
  await plane.start(request.id, branchId);
  await plane.observe(request.id, branchId);
}

function mainBranch(id: string, branchName: string, passwords: Record<string, string>): BranchRecord {
  return {
    ...newBranchFacts,
    id,
    name: branchName,
    parentId: null,
    parentLsn: null,
    isDefault: true,
    isProtected: false,
    state: "creating",
    createdAt: new Date().toISOString(),
    expiresAt: null,
    purpose: "work",
    port: null,
    passwords,
  };
}

function checkRequest(request: ProjectRequest): void {
  if (!/^[a-z0-9][a-z0-9-]{0,40}$/.test(request.id))
    throw new AppError("invalidInput", "A project's id has lower-case letters, digits and hyphens only.");
  const isBadRole = (role: string) => role === adminRole || role.startsWith("pg_") || role === "" || role.length > 63;
  if (request.roles.length === 0 || new Set(request.roles).size < request.roles.length || request.roles.some(isBadRole))
    throw new AppError("invalidInput", "A project needs at least one login role, each with a name of its own.");
}

function throwIfCancelled(plane: Plane, call: ControlPlaneCall): void {
  if (call.signal?.aborted || plane.closing.signal.aborted)
    throw new AppError("cancelled", "Making the project was cancelled.");
}
