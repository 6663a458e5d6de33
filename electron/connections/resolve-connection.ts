import { environmentOf } from "../../shared/connections/environment-of.ts";
import { timeoutsOf } from "../../shared/connections/timeouts.ts";
import type { DatabaseRef } from "../../shared/databases/model.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { ControlPlane } from "../control-planes/control-plane.ts";
import type { ConnectParameters } from "../postgres/session.ts";
import type { Vault } from "../storage/vault.ts";
import type { ConnectionStore } from "./connection-store.ts";
import { findPassword } from "./find-password.ts";
import { serverParameters } from "./server-parameters.ts";
import type { Surroundings } from "./sources/user-files.ts";

/** What it takes to turn a reference into fields to connect with. */
export interface ResolveDependencies {
  readonly store: ConnectionStore;
  readonly vault: Vault;
  readonly surroundings: Surroundings;
  /** Where SSH keys that were confirmed in Steward are kept. */
  readonly knownHostsFile: string;
  readonly controlPlaneOf: (projectId: string) => ControlPlane;
}

/**
 * Fields to connect to `ref`, password included; never leaves main and the database process. Starts the compute of a
 * branch. Rejects with `notFound`, `unsupported` (a branch or role that the target does not have) and the control
 * plane's own errors.
 */
export async function resolveConnection(
  dependencies: ResolveDependencies,
  ref: DatabaseRef,
  role?: string,
  signal?: AbortSignal,
): Promise<ConnectParameters> {
  const connection = await dependencies.store.find(ref.connectionId);
  const { target } = connection;
  if (target.kind === "project") {
    const plane = dependencies.controlPlaneOf(target.projectId);
    const branchId = ref.branchId ?? target.defaultBranchId;
    const call = signal ? { signal } : {};
    const parameters = await plane.connectParameters(
      target.projectId,
      branchId,
      connection.database,
      role ?? connection.user,
      call,
    );
    return { ...parameters, timeouts: timeoutsOf(environmentOf(connection, ref.branchId), parameters.host) };
  }
  const { branches } = target;
  if (ref.branchId !== undefined && branches && ref.branchId !== branches.defaultBranchId) {
    const plane = dependencies.controlPlaneOf(branches.projectId);
    const parameters = await plane.connectParameters(
      branches.projectId,
      ref.branchId,
      connection.database,
      role ?? connection.user,
      signal ? { signal } : {},
    );
    const environment = environmentOf(connection, ref.branchId);
    return { ...parameters, timeouts: timeoutsOf(environment, target.host, target.timeouts) };
  }
  if (ref.branchId !== undefined && !branches)
    throw new AppError("unsupported", `“${connection.name}” is one server and has no branches.`, {
      hint: "Open it without a branch, or choose a connection of a project.",
    });
  if (role !== undefined && role !== connection.user)
    throw new AppError("unsupported", `No login is saved for the role ${role} on “${connection.name}”.`, {
      hint: "Add a connection that logs in as this role.",
    });
  const { database, user } = connection;
  const place = { ...target, database, user };
  const password = await findPassword(dependencies.vault, dependencies.surroundings, place);
  const timeouts = timeoutsOf(connection.environment, target.host, target.timeouts);
  return { ...(await serverParameters(place, password, dependencies)), timeouts };
}
