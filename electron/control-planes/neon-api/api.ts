import type { Branch, Project } from "../../../shared/branches/model.ts";
import type { EmbeddedControlPlane } from "../embedded/embedded-control-plane.ts";
import { endpointIdOf } from "../neon-id.ts";
import { ApiError } from "./http/api-error.ts";
import type { ApiKey } from "./http/api-key.ts";
import type { OperationJournal } from "./operations/operation-journal.ts";

/** Where the endpoints are reached. The name of a host begins with the endpoint's id, as clients of Neon expect. */
export interface DataPlaneAddress {
  /** What follows the endpoint's id in a host's name, without a dot in front. */
  readonly domain: string;
  readonly port: number;
  /** Whether `-pooler` hosts are answered. */
  readonly hasPooler: boolean;
}

/** What the routes share. */
export interface Api {
  readonly plane: EmbeddedControlPlane;
  readonly journal: OperationJournal;
  readonly dataPlane: DataPlaneAddress;
  readonly log: (line: string) => void;
  /** Projects that are being made, which the control plane does not list yet. */
  readonly newProjects: Map<string, Project>;
}

/** A project that the key reaches; 404 for any other, as if it did not exist. */
export async function findProject(api: Api, key: ApiKey, projectId: string): Promise<Project> {
  const project = (await listProjects(api, key)).find((one) => one.id === projectId);
  if (!project) throw new ApiError(404, "project not found");
  return project;
}

/** The projects that the key reaches. */
export async function listProjects(api: Api, key: ApiKey): Promise<readonly Project[]> {
  const listed = await api.plane.listProjects();
  const projects = [
    ...listed,
    ...[...api.newProjects.values()].filter(({ id }) => !listed.some((one) => one.id === id)),
  ];
  return key.kind === "project" ? projects.filter((project) => project.id === key.projectId) : projects;
}

/** The branches of a project, without those that are being deleted: for Neon's API they are gone at once (assumed). */
export async function listBranches(api: Api, projectId: string): Promise<readonly Branch[]> {
  return (await api.plane.listBranches(projectId)).filter((branch) => branch.state !== "deleting");
}

/** A branch of a project that the key reaches. */
export async function findBranch(api: Api, key: ApiKey, projectId: string, branchId: string): Promise<Branch> {
  await findProject(api, key, projectId);
  const branch = (await listBranches(api, projectId)).find((one) => one.id === branchId);
  if (!branch) throw new ApiError(404, "branch not found");
  return branch;
}

/** The branch of an endpoint. */
export async function findEndpointBranch(
  api: Api,
  key: ApiKey,
  projectId: string,
  endpointId: string,
): Promise<Branch> {
  await findProject(api, key, projectId);
  const branch = (await listBranches(api, projectId)).find((one) => endpointIdOf(one.id) === endpointId);
  if (!branch || !hasEndpoint(api, branch)) throw new ApiError(404, "endpoint not found");
  return branch;
}

/** Whether the API shows an endpoint for the branch: it was asked for, and not deleted since. */
export function hasEndpoint(api: Api, branch: Branch): boolean {
  return api.journal.noteOf(branch.id).hasEndpoint ?? true;
}
