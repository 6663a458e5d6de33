import { useQuery } from "@tanstack/react-query";
import { branchingOf } from "../../../../shared/connections/branching-of.ts";
import { environmentOf } from "../../../../shared/connections/environment-of.ts";
import type { Connection, Environment } from "../../../../shared/connections/model.ts";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import type { AppError } from "../../../../shared/ipc/app-error.ts";
import type { Bridge } from "../../../bridge/bridge.ts";
import { useBridge } from "../../../bridge/use-bridge.ts";
import { asAppError } from "../../../bridge/use-request.ts";

/** A database that a text can run on. */
export interface RunTarget {
  readonly ref: DatabaseRef;
  readonly connection: string;
  /** Null for a connection without branches. */
  readonly branch: string | null;
  readonly environment: Environment;
}

/** All databases that can be chosen, and projects whose branches cannot be read. */
export interface RunTargets {
  readonly targets: readonly RunTarget[];
  readonly unreadable: readonly { readonly connection: string; readonly error: AppError }[];
}

/** Every saved connection with each of its branches that is ready. */
export function useRunTargets(isEnabled = true) {
  const bridge = useBridge();
  return useQuery<RunTargets, AppError>({
    queryKey: ["branches.list", "targets of a comparison"],
    queryFn: () => readTargets(bridge),
    enabled: isEnabled,
    staleTime: 2_000,
  });
}

async function readTargets(bridge: Bridge): Promise<RunTargets> {
  const connections = await bridge.request("connections.list", {});
  const read = await Promise.all(connections.map((connection) => targetsOf(bridge, connection)));
  return {
    targets: read.flatMap((each) => (Array.isArray(each) ? each : [])),
    unreadable: read.flatMap((each) => ("error" in each ? [each] : [])),
  };
}

async function targetsOf(
  bridge: Bridge,
  connection: Connection,
): Promise<RunTarget[] | { connection: string; error: AppError }> {
  const { id: connectionId, name } = connection;
  const branching = branchingOf(connection);
  if (branching === null)
    return [{ ref: { connectionId }, connection: name, branch: null, environment: connection.environment }];
  try {
    const branches = await bridge.request("branches.list", { projectId: branching.projectId });
    return branches
      .filter(({ state }) => state === "ready")
      .map((branch) => ({
        ref: branch.id === branching.defaultBranchId ? { connectionId } : { connectionId, branchId: branch.id },
        connection: name,
        branch: branch.name,
        environment: environmentOf(connection, branch.id),
      }));
  } catch (error) {
    return { connection: name, error: asAppError(error) };
  }
}

/** Short names for chosen targets: the branch where all are of one connection, else connection and branch. */
export function targetNames(targets: readonly (Pick<RunTarget, "connection" | "branch"> | null)[]): readonly string[] {
  const isOneConnection = new Set(targets.map((target) => target?.connection ?? null)).size === 1;
  return targets.map((target, index) => {
    if (target === null) return `target ${index + 1}`;
    if (target.branch === null) return target.connection;
    return isOneConnection ? target.branch : `${target.connection} / ${target.branch}`;
  });
}
