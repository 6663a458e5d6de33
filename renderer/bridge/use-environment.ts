import { environmentOf } from "../../shared/connections/environment-of.ts";
import {
  defaultEnvironmentRules,
  type EnvironmentGuard,
  type EnvironmentRules,
} from "../../shared/connections/environments.ts";
import type { Environment } from "../../shared/connections/model.ts";
import type { DatabaseRef } from "../../shared/databases/model.ts";
import { useRequest } from "./use-request.ts";

/** How environments look and are guarded; the defaults until main has answered. */
export function useEnvironmentRules(): EnvironmentRules {
  return useRequest("connections.environments", {}).data ?? defaultEnvironmentRules;
}

/** The environment of a database and its guard; production's as long as nobody knows better. Main decides in the end. */
export function useEnvironment(ref: DatabaseRef | null): {
  readonly environment: Environment;
  readonly guard: EnvironmentGuard;
} {
  const rules = useEnvironmentRules();
  const { data } = useRequest("connections.list", {});
  const connection = data?.find(({ id }) => id === ref?.connectionId);
  const environment = connection ? environmentOf(connection, ref?.branchId) : "production";
  return { environment, guard: rules[environment].guard };
}
