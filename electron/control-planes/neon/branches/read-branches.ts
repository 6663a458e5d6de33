import type { AnnotationData, Endpoint, Branch as NeonBranch } from "@neondatabase/api-client";
import type { Branch } from "../../../../shared/branches/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { isNeonStatus } from "../api/neon-error.ts";
import { readPages, requireList } from "../api/read-pages.ts";
import { type NeonParts, projectIdOf } from "../neon-parts.ts";
import { toBranch } from "./to-branch.ts";

/** In which words a deletion is kept while it goes on; such a branch is shown as going. */
export const deletion = "Delete branch";

/** All branches of a project with their computes: three requests, and one more for each further page. */
export async function listBranches(parts: NeonParts, neonId: string): Promise<readonly Branch[]> {
  const annotations: Record<string, AnnotationData> = {};
  const [project, branches, endpoints] = await Promise.all([
    parts.api.read((client, settings) => client.getProject(neonId, settings)),
    readNeonBranches(parts, neonId, undefined, annotations),
    parts.api.read((client, settings) => client.listProjectEndpoints(neonId, settings)),
  ]);
  const computes = requireList(endpoints.endpoints, "computes");
  const parents = new Set(branches.map(({ parent_id }) => parent_id));
  const going = new Set(
    parts.tracker.pendingOf(neonId).flatMap(({ action, branchId }) => (action === deletion ? [branchId] : [])),
  );
  return branches.map((branch) =>
    toBranch({
      projectId: projectIdOf(parts, neonId),
      branch,
      endpoint: readWriteOf(computes, branch.id),
      annotation: annotations[branch.id],
      historySeconds: project.project.history_retention_seconds,
      hasChildren: parents.has(branch.id),
      isBeingDeleted: going.has(branch.id),
      nowMs: parts.clock.nowMs(),
    }),
  );
}

/** One branch as the screens see it, read anew. Rejects with `notFound`. */
export async function showBranch(parts: NeonParts, neonId: string, branchId: string): Promise<Branch> {
  const found = (await listBranches(parts, neonId)).find(({ id }) => id === branchId);
  if (found) return found;
  throw new AppError("notFound", "This branch does not exist in Neon (any more).", { hint: "Refresh the list." });
}

/** Neon's own rows of the branches; `search` narrows by name or id. */
export async function readNeonBranches(
  parts: NeonParts,
  neonId: string,
  search?: string,
  annotations: Record<string, AnnotationData> = {},
): Promise<readonly NeonBranch[]> {
  return await readPages(async (mark) => {
    const query = { limit: 1_000, sort_by: "created_at", sort_order: "asc" } as const;
    const more = { ...(mark === undefined ? {} : { cursor: mark }), ...(search === undefined ? {} : { search }) };
    const page = await parts.api.read((client, settings) =>
      client.listProjectBranches({ projectId: neonId, ...query, ...more }, settings),
    );
    Object.assign(annotations, page.annotations);
    return { items: requireList(page.branches, "branches"), next: page.pagination?.next };
  });
}

/** The branch of exactly this name; Neon's search matches parts of names and ids. */
export async function findBranchNamed(parts: NeonParts, neonId: string, name: string): Promise<NeonBranch | null> {
  return (await readNeonBranches(parts, neonId, name)).find((branch) => branch.name === name) ?? null;
}

/** A branch that is there already must not be taken for the one that an unanswered request was to make. */
export async function refuseTakenName(parts: NeonParts, neonId: string, name: string): Promise<void> {
  if ((await findBranchNamed(parts, neonId, name)) === null) return;
  throw new AppError("conflict", `There is a branch named ${name} already.`, { hint: "Choose another name." });
}

/** Neon's own row of a branch; null when it is gone. */
export async function readNeonBranch(parts: NeonParts, neonId: string, branchId: string): Promise<NeonBranch | null> {
  try {
    const { branch } = await parts.api.read((client, settings) => client.getProjectBranch(neonId, branchId, settings));
    return branch;
  } catch (error) {
    if (isNeonStatus(error, 404)) return null;
    throw error;
  }
}

/** The read-write compute of a branch. Neon would accept SQL on any other one too: never take one without this check. */
export function readWriteOf(endpoints: readonly Endpoint[], branchId: string): Endpoint | undefined {
  return endpoints.find((endpoint) => endpoint.branch_id === branchId && String(endpoint.type) === "read_write");
}

/** The read-write compute of a branch, asked for by itself; null when it has none. */
export async function readEndpoint(
  parts: NeonParts,
  neonId: string,
  branchId: string,
  signal?: AbortSignal,
): Promise<Endpoint | null> {
  const answer = await parts.api.read(
    (client, settings) => client.listProjectBranchEndpoints(neonId, branchId, settings),
    signal,
  );
  return readWriteOf(requireList(answer.endpoints, "computes"), branchId) ?? null;
}
