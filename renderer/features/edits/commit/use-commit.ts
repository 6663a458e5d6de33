import { useState } from "react";
import { environmentOf } from "../../../../shared/connections/environment-of.ts";
import type { CommitResult } from "../../../../shared/edits/contract.ts";
import { changesOf, markConflicts, type StagedEdits } from "../../../../shared/edits/staged.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { useStagedEdits } from "../../../state/edits/staged-edits.ts";
import { showToast } from "../../../state/toasts.ts";
import { formatAmount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import type { EditTarget } from "../edit-target.ts";

interface CommitParts {
  readonly target: EditTarget;
  readonly edits: StagedEdits;
  readonly tableKey: string;
  readonly stage: (edits: StagedEdits) => void;
  readonly reload: () => void;
}

/** Stores what is staged, and says how that went. What nobody could say yet stays staged, and in doubt. */
export function useCommit({ target, edits, tableKey, stage, reload }: CommitParts) {
  const { ref, schema, name } = target;
  const operation = useOperation("edits.commit", { invalidates: ["grid.count", "grid.estimate"] });
  const [failure, setFailure] = useState<AppError | null>(null);
  const connections = useRequest("connections.list", {});
  const connection = connections.data?.find(({ id }) => id === ref.connectionId);
  const environment = connection ? environmentOf(connection, ref.branchId) : null;
  const targetName = environment === "production" ? "production" : visibleName(connection?.name ?? "the database");
  const finish = (result: CommitResult, sources: readonly string[]) => {
    if (result.kind === "conflict") return stage(markConflicts(edits, sources, result.conflicts));
    if (result.kind === "failed") return setFailure(failureOf(result.change, result.error, sources.length));
    if (result.kind === "unknown")
      return useStagedEdits.getState().setDoubt(tableKey, { mark: result.mark, undoFile: result.undoFile });
    useStagedEdits.getState().clear(tableKey);
    showToast({ tone: "success", text: storedText(result) });
    reload();
  };
  const start = () => {
    setFailure(null);
    const { changes, sources } = changesOf(edits);
    operation.run({ ref, schema, name, changes: [...changes] }).then(
      (result) => finish(result, sources),
      (error: unknown) => {
        if (error instanceof AppError && error.code !== "cancelled") setFailure(error);
      },
    );
  };
  return { state: operation.state, failure, setFailure, targetName, start, cancel: operation.cancel };
}

function failureOf(
  change: number | null,
  error: Extract<CommitResult, { kind: "failed" }>["error"],
  total: number,
): AppError {
  const which = change === null ? "" : total === 1 ? "" : `Change ${change + 1} of ${total}: `;
  const { code, message, ...details } = error;
  return new AppError(code, `${which}${message}`, {
    ...details,
    hint: [details.hint, "Nothing was stored."].filter((part) => part !== undefined).join(" "),
  });
}

function storedText({ rows, altered, undoFile, wasAsked }: Extract<CommitResult, { kind: "committed" }>): string {
  const asked = wasAsked ? " The answer was lost; the server confirmed it afterwards." : "";
  const changed =
    altered.length === 0
      ? ""
      : ` The server stored ${formatAmount(altered.length, "value")} otherwise than sent: ${altered
          .slice(0, 3)
          .map(({ column, stored }) => `${visibleName(column)} = ${visibleName(stored ?? "NULL")}`)
          .join(", ")}.`;
  return `${formatAmount(rows, "row")} stored.${asked}${changed} To take it back: ${undoFile}`;
}
