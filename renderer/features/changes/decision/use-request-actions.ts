import type { ChangeRequest } from "../../../../shared/changes/model.ts";
import {
  type KeptOperation,
  useKeepOperation,
  useKeptOperation,
  useKeptOperations,
} from "../../../state/kept-operations.ts";

/** What is sent to a target: it goes on when the page is left, and the last one's end stays in sight. */
export interface RequestActions {
  readonly last: KeptOperation | null;
  readonly isRunning: boolean;
  apply(role: string): void;
  rollBack(role: string): void;
  restore(role: string, restorePointId: string): void;
  dismiss(): void;
}

/** Applying and rolling back one request. */
export function useRequestActions(request: ChangeRequest): RequestActions {
  const keep = useKeepOperation();
  const last = useKeptOperation(request.id, [
    "changes.apply",
    "changes.rollback",
    "changes.restore",
    "changes.promote",
  ]);
  const dismiss = useKeptOperations((state) => state.dismiss);
  const { connectionId, id } = request;
  const start = (channel: "changes.apply" | "changes.rollback", title: string, role: string) => {
    // A failure is kept with the operation, which the decision bar shows.
    keep(channel, { connectionId, id, role }, { subject: id, title, detail: request.title }).catch(() => {});
  };
  return {
    last,
    isRunning: last?.state === "running",
    apply: (role) => start("changes.apply", "Applying", role),
    restore: (role, restorePointId) => {
      const input = { connectionId, id, role, restorePointId };
      // A failure is kept with the operation, which the decision bar shows.
      keep("changes.restore", input, { subject: id, title: "Restoring", detail: request.title }).catch(() => {});
    },
    rollBack: (role) => start("changes.rollback", "Rolling back", role),
    dismiss: () => last && dismiss(last.id),
  };
}
