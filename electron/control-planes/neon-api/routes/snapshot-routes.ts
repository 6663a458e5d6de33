import { z } from "zod";
import { branchNameSchema } from "../../../../shared/branches/contract.ts";
import type { Branch, BranchSnapshot } from "../../../../shared/branches/model.ts";
import { endpointIdOf, makeBranchId } from "../../neon-id.ts";
import { type Api, findBranch, findProject, listBranches } from "../api.ts";
import { ApiError } from "../http/api-error.ts";
import type { ApiKey } from "../http/api-key.ts";
import { readBody } from "../http/read-input.ts";
import { type ApiReply, type ApiRoute, declareRoute, ok } from "../http/route.ts";
import { beginMutation, runMutation } from "../operations/begin-mutation.ts";
import { optional, viewBranch, viewEndpoint } from "../views/branch-views.ts";
import { refuseTakenName, requireReady, secondsUntil } from "./branch-requests.ts";

const createSchema = z.object({
  name: branchNameSchema.optional(),
  expires_at: z.iso.datetime({ offset: true }).optional(),
  lsn: z.string().optional(),
  timestamp: z.string().optional(),
});
const restoreSchema = z.object({
  name: branchNameSchema.optional(),
  target_branch_id: z.string().optional(),
  finalize_restore: z.boolean().optional(),
});

/** Snapshots of branches. A restored one becomes a new branch; in the place of another it is not put here. */
export function createSnapshotRoutes(api: Api): readonly ApiRoute[] {
  const one = "/projects/{project_id}/snapshots/{snapshot_id}";
  return [
    declareRoute("GET", "/projects/{project_id}/snapshots", async ({ path, key }) => {
      const { id } = await findProject(api, key, path.project_id);
      return ok({ snapshots: (await api.plane.listSnapshots(id)).map(viewSnapshot) });
    }),
    declareRoute("POST", "/projects/{project_id}/branches/{branch_id}/snapshot", async ({ path, query, body, key }) => {
      const branch = await findBranch(api, key, path.project_id, path.branch_id);
      // Neon's documents show a body, its description and its programs send the query.
      return await createSnapshot(api, key, branch, {
        ...Object.fromEntries(query),
        ...z.looseObject({}).parse(body ?? {}),
      });
    }),
    declareRoute("DELETE", one, async ({ path, key }) => {
      const snapshot = await findSnapshot(api, key, path.project_id, path.snapshot_id);
      const operations = await runMutation(api, {
        projectId: path.project_id,
        steps: [{ action: "delete_timeline" }],
        run: () => api.plane.deleteSnapshot(path.project_id, snapshot.id),
      });
      return { status: 202, body: { operations } };
    }),
    declareRoute("POST", `${one}/restore`, async ({ path, query, body, key }) => {
      const snapshot = await findSnapshot(api, key, path.project_id, path.snapshot_id);
      const asked = readBody(restoreSchema, { ...Object.fromEntries(query), ...z.looseObject({}).parse(body ?? {}) });
      if (asked.target_branch_id !== undefined || asked.finalize_restore)
        throw new ApiError(422, "A snapshot becomes a new branch on this computer.", "FEATURE_NOT_SUPPORTED");
      return await restoreSnapshot(api, path.project_id, snapshot, asked.name ?? makeBranchId());
    }),
    declareRoute("GET", "/projects/{project_id}/branches/{branch_id}/backup_schedule", async ({ path, key }) => {
      await findBranch(api, key, path.project_id, path.branch_id);
      return ok({ schedule: [] });
    }),
  ];
}

async function createSnapshot(api: Api, key: ApiKey, branch: Branch, body: unknown): Promise<ApiReply> {
  const {
    name = `${branch.name} ${new Date().toISOString()}`,
    expires_at: expiresAt,
    lsn,
    timestamp,
  } = readBody(createSchema, body);
  if (lsn !== undefined || timestamp !== undefined)
    throw new ApiError(422, "A snapshot is of the present state on this computer.", "FEATURE_NOT_SUPPORTED");
  if (!key.isOwn) requireReady(branch);
  const seconds = expiresAt === undefined ? null : secondsUntil(expiresAt, key);
  const before = new Set((await api.plane.listSnapshots(branch.projectId)).map(({ id }) => id));
  const operations = await runMutation(api, {
    projectId: branch.projectId,
    steps: [{ action: "create_timeline", branchId: branch.id }],
    run: () => api.plane.createSnapshot(branch.projectId, branch.id, name, seconds),
  });
  const made = (await api.plane.listSnapshots(branch.projectId)).find(
    (one) => one.name === name && !before.has(one.id),
  );
  if (!made) throw new ApiError(500, "the snapshot was not made");
  return ok({ snapshot: viewSnapshot(made), operations });
}

async function restoreSnapshot(api: Api, projectId: string, snapshot: BranchSnapshot, name: string): Promise<ApiReply> {
  refuseTakenName(await listBranches(api, projectId), name);
  const isNew = (branch: Branch) => branch.name === name;
  const running = await beginMutation(api, {
    projectId,
    steps: [{ action: "create_branch" }, { action: "start_compute" }],
    isBegun: (branches) => branches.some(isNew),
    run: () => api.plane.restoreSnapshot(projectId, snapshot.id, name),
  });
  const made = (await api.plane.listBranches(projectId)).find(isNew);
  if (!made) throw new ApiError(500, "the branch was not made");
  running.setBranch(made.id, endpointIdOf(made.id));
  await running.admit();
  const { operations } = running;
  return ok({ branch: viewBranch(api, made), endpoints: [viewEndpoint(api, made)], operations });
}

async function findSnapshot(api: Api, key: ApiKey, projectId: string, snapshotId: string): Promise<BranchSnapshot> {
  await findProject(api, key, projectId);
  const snapshot = (await api.plane.listSnapshots(projectId)).find(({ id }) => id === snapshotId);
  if (!snapshot) throw new ApiError(404, "snapshot not found");
  return snapshot;
}

function viewSnapshot(snapshot: BranchSnapshot) {
  return {
    id: snapshot.id,
    name: snapshot.name,
    ...optional("lsn", snapshot.lsn),
    ...optional("source_branch_id", snapshot.branchId),
    created_at: snapshot.createdAt,
    ...optional("expires_at", snapshot.expiresAt),
    manual: true,
    ...optional("full_size", snapshot.sizeBytes),
  };
}
