import type { AppError } from "../../../shared/ipc/app-error.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { useActingRole } from "../../state/acting-role.ts";

/** The acting role on a connection. `role` is the connection's own until another was chosen; null until it is known. */
export function useRole(connectionId: string): {
  readonly role: string | null;
  readonly roles: readonly string[];
  readonly error: AppError | null;
  readonly setRole: (role: string) => void;
} {
  const answer = useRequest("connections.roles", { connectionId });
  const acting = useActingRole(connectionId);
  const roles = answer.data ?? [];
  const chosen = acting.role !== null && roles.includes(acting.role) ? acting.role : null;
  return { role: chosen ?? roles[0] ?? null, roles, error: answer.error, setRole: acting.setRole };
}
