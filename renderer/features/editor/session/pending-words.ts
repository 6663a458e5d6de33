import type { PendingWork } from "../../../../shared/editor/model.ts";
import { formatAmount } from "../../../ui/display/format.ts";

/** How much a transaction did: "3 statements, 14 rows"; null when it did nothing that could be committed. */
export function pendingAmounts(pending: PendingWork | null): string | null {
  if (pending === null || pending.statements === 0) return null;
  const { statements, rows } = pending;
  return [formatAmount(statements, "statement"), ...(rows > 0 ? [formatAmount(rows, "row")] : [])].join(", ");
}

/** What waits for COMMIT, definitions apart: not everybody expects that Postgres takes those back, too. */
export function pendingWords(pending: PendingWork | null): string {
  const amounts = pendingAmounts(pending);
  if (pending === null || amounts === null) return "nothing to commit yet";
  const { statements, definitions } = pending;
  const which =
    statements === 1
      ? "it changes definitions"
      : `${definitions} of them change${definitions === 1 ? "s" : ""} definitions`;
  return `${amounts} pending${definitions > 0 ? `; ${which}, which a rollback takes back too` : ""}`;
}
