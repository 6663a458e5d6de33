import { isAppError } from "../../../shared/ipc/app-error.ts";
import type { ControlPlane } from "../control-plane.ts";
import { endpointIdOf } from "../neon-id.ts";
import type { FindPassword } from "./data-plane/pooler/pooler.ts";
import type { ResolveEndpoint } from "./data-plane/upstream.ts";

interface Place {
  readonly projectId: string;
  readonly branchId: string;
}

/** Leads the data plane to the branches of a control plane whose servers listen on loopback; starts what sleeps. */
export function createEndpointResolver(
  plane: Pick<ControlPlane, "listProjects" | "listBranches" | "connectParameters">,
): ResolveEndpoint {
  const places = new Map<string, Place>();
  return async ({ endpointId }) => {
    // An endpoint's id is made from its branch's: what was found once stays true as long as the branch is there.
    const place = places.get(endpointId) ?? (await findPlace(plane, endpointId));
    if (place === null) return { kind: "unknown" };
    places.set(endpointId, place);
    try {
      const { port } = await plane.connectParameters(place.projectId, place.branchId, "postgres");
      return { kind: "running", port };
    } catch (error) {
      places.delete(endpointId);
      if (!isAppError(error)) throw error;
      return error.code === "notFound" ? { kind: "unknown" } : { kind: "unavailable", message: error.message };
    }
  };
}

/** Finds the passwords by which the pooler lets clients in, without starting anything. */
export function createPasswordFinder(
  plane: Pick<ControlPlane, "listProjects" | "listBranches" | "connectionTarget">,
): FindPassword {
  return async ({ endpointId }, role) => {
    const place = await findPlace(plane, endpointId);
    if (place === null) return { kind: "unknownEndpoint" };
    try {
      const target = await plane.connectionTarget(place.projectId, place.branchId, "postgres", role, false);
      return target.password === undefined ? { kind: "unknownRole" } : { kind: "known", password: target.password };
    } catch (error) {
      if (!isAppError(error, "notFound")) throw error;
      return { kind: "unknownRole" };
    }
  };
}

async function findPlace(
  plane: Pick<ControlPlane, "listProjects" | "listBranches">,
  endpointId: string,
): Promise<Place | null> {
  for (const { id } of await plane.listProjects())
    for (const branch of await plane.listBranches(id))
      if (endpointIdOf(branch.id) === endpointId) return { projectId: id, branchId: branch.id };
  return null;
}
