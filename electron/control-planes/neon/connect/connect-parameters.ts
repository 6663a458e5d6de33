import type { Endpoint } from "@neondatabase/api-client";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import type { ConnectParameters } from "../../../postgres/session.ts";
import type { ControlPlaneCall } from "../../control-plane.ts";
import { isNeonStatus } from "../api/neon-error.ts";
import { readEndpoint } from "../branches/read-branches.ts";
import { computeState } from "../branches/to-branch.ts";
import type { DataPlaneAddress, NeonParts } from "../neon-parts.ts";
import { listRoles } from "./list-roles.ts";

/** Which database of which branch, and as whom. */
export interface ConnectPlace {
  readonly neonId: string;
  readonly branchId: string;
  readonly database: string;
  readonly role: string | undefined;
}

/**
 * Fields for a direct, verified connection to the branch's own compute, which is started when it sleeps. Rejects with
 * `computeUnavailable`, `authenticationFailed` (a password that Neon does not store) and what Neon refuses.
 */
export async function connectParameters(
  parts: NeonParts,
  place: ConnectPlace,
  call: ControlPlaneCall,
): Promise<ConnectParameters> {
  const [endpoint, login] = await Promise.all([
    requireUsable(parts, place, call.signal),
    readLogin(parts, place, call),
  ]);
  if (computeState(endpoint) === "suspended") await wake(parts, place.neonId, endpoint, call);
  return toParameters(await parts.readDataPlane(), place, endpoint, login, false);
}

/** The same fields without waking anything; `isPooled` by the name that leads through Neon's pooler. */
export async function connectionTarget(
  parts: NeonParts,
  place: ConnectPlace,
  isPooled: boolean,
): Promise<ConnectParameters> {
  const [endpoint, login] = await Promise.all([requireUsable(parts, place), readLogin(parts, place, {})]);
  return toParameters(await parts.readDataPlane(), place, endpoint, login, isPooled);
}

interface Login {
  readonly user: string;
  readonly password: string;
}

function toParameters(
  dataPlane: DataPlaneAddress | null,
  { database }: ConnectPlace,
  endpoint: Endpoint,
  login: Login,
  isPooled: boolean,
): ConnectParameters {
  const pooledHost = endpoint.host.replace(endpoint.id, `${endpoint.id}-pooler`);
  const way = dataPlane ? { hostAddress: dataPlane.host, port: dataPlane.port } : { port: 5432 };
  return {
    ...(isPooled ? { host: pooledHost, directHost: endpoint.host } : { host: endpoint.host }),
    ...way,
    ...login,
    database,
    tls: "verify-full",
    ...(dataPlane?.rootCertificate ? { rootCertificate: dataPlane.rootCertificate } : {}),
    // A pooler, and a proxy of the user's own, may end TLS and cannot bind the password's proof to the server's certificate.
    channelBinding: isPooled || dataPlane ? "prefer" : "require",
  };
}

async function requireUsable(parts: NeonParts, place: ConnectPlace, signal?: AbortSignal): Promise<Endpoint> {
  const endpoint = await readEndpoint(parts, place.neonId, place.branchId, signal);
  if (!endpoint)
    throw new AppError("computeUnavailable", "This branch has no compute.", {
      hint: "Start its compute in the list of branches: Steward then makes one.",
    });
  if (endpoint.disabled)
    throw new AppError("computeUnavailable", "The compute of this branch is disabled in Neon.", {
      hint: "Enable it in Neon's console; a connection does not wake it.",
    });
  return endpoint;
}

/** The direct way: not in the project's queue, because a locked project may still be connected to, which wakes it as well. */
async function wake(parts: NeonParts, neonId: string, endpoint: Endpoint, call: ControlPlaneCall): Promise<void> {
  call.report?.({ step: "Starting the compute" });
  const change = { neonId, branchId: endpoint.branch_id, action: "Start compute" };
  try {
    const answer = await parts.api.change(
      (client, settings) => client.startProjectEndpoint(neonId, endpoint.id, settings),
      { signal: call.signal, patienceMs: 0, findOutcome: async () => ({ endpoint, operations: [] }) },
    );
    await parts.tracker.follow(change, answer.operations, call);
  } catch (error) {
    if (!isNeonStatus(error, 423)) throw error;
  }
}

async function readLogin(parts: NeonParts, place: ConnectPlace, { signal }: ControlPlaneCall): Promise<Login> {
  const { neonId, branchId } = place;
  const user = place.role ?? (await listRoles(parts, neonId, branchId))[0];
  if (user === undefined)
    throw new AppError("notFound", "This branch has no role to log in as.", { hint: "Make one in Neon's console." });
  try {
    const { password } = await parts.api.read(
      (client, settings) => client.getProjectBranchRolePassword(neonId, branchId, user, settings),
      signal,
    );
    return { user, password };
  } catch (error) {
    if (isNeonStatus(error, 412))
      throw new AppError("authenticationFailed", `Neon does not store the password of ${user} in this project.`, {
        hint: "Add a connection by its host and password instead, or switch on the storing of passwords in Neon.",
      });
    if (isNeonStatus(error, 404))
      throw new AppError("notFound", `The role ${user} does not exist on this branch.`, {
        hint: "Choose another role for the connection.",
      });
    throw error;
  }
}
