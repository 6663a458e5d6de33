import { useState } from "react";
import type { CommitResult } from "../../../../shared/edits/contract.ts";
import type { EditableTable } from "../../../../shared/edits/model.ts";
import {
  changesOf,
  countStaged,
  markConflicts,
  nothingStaged,
  type StagedEdits,
} from "../../../../shared/edits/staged.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { useAskedUnlock } from "../../../state/asked-unlock.ts";
import { useCommands } from "../../../state/commands.ts";
import { useStagedEdits } from "../../../state/edits/staged-edits.ts";
import { environmentOf } from "../../../state/environment.ts";
import { showToast } from "../../../state/toasts.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { formatAmount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import type { ValueProblem } from "../staging/use-value-checks.ts";
import { ConflictList } from "./conflict-list.tsx";
import { PreviewDialog } from "./preview-dialog.tsx";
import { ProblemList } from "./problem-list.tsx";
import "./staged-bar.css";
import type { EditTarget } from "../edit-target.ts";

interface StagedBarProps {
  readonly target: EditTarget;
  readonly edits: StagedEdits;
  readonly tableKey: string;
  readonly table: EditableTable | null;
  readonly problems: readonly ValueProblem[];
  readonly stage: (edits: StagedEdits) => void;
  readonly reload: () => void;
  /** Whether its commands and their keys are those of the window: beside an editor they mean its text. */
  readonly isActive: boolean;
}

/** What is staged, and the ways to store it, to read it first and to throw it away. */
export function StagedBar({ target, edits, tableKey, table, problems, stage, reload, isActive }: StagedBarProps) {
  const [isPreviewOpen, setPreviewOpen] = useState(false);
  const commit = useCommit({ target, edits, tableKey, stage, reload });
  const counts = countStaged(edits);
  const reason = table?.readOnlyReason ?? null;
  const isRunning = commit.state === "running";
  const discard = () => stage(nothingStaged);
  const canCommit = reason === null && counts.conflicts === 0 && !isRunning;
  useCommands(
    [
      {
        id: "edits.commit",
        title: "Store the staged changes",
        keys: "Mod+S",
        group: "Rows",
        run: commit.start,
        isEnabled: () => canCommit,
      },
      {
        id: "edits.preview",
        title: "Read the SQL of the staged changes",
        keys: "Mod+Shift+P",
        group: "Rows",
        run: () => setPreviewOpen(true),
      },
      {
        id: "edits.discard",
        title: "Discard the staged changes",
        keys: "Mod+Shift+Backspace",
        group: "Rows",
        run: discard,
        isEnabled: () => !isRunning,
      },
    ],
    isActive,
  );
  return (
    <section className="staged" aria-label="Staged changes">
      {commit.failure && (
        <div className="staged-error">
          <ErrorPanel error={commit.failure} isCompact />
        </div>
      )}
      {problems.length > 0 && <ProblemList problems={problems} />}
      {counts.conflicts > 0 && <ConflictList edits={edits} stage={stage} />}
      <div className="staged-bar">
        <strong>{formatAmount(counts.total, "staged change")}</strong>
        {counts.changed > 0 && <span className="staged-count staged-changed">{counts.changed} changed</span>}
        {counts.added > 0 && <span className="staged-count staged-added">{counts.added} added</span>}
        {counts.deleted > 0 && <span className="staged-count staged-deleted">{counts.deleted} deleted</span>}
        <span className="grow staged-reason">
          {reason !== null && `${reason} The changes are kept here, on this machine.`}
        </span>
        {reason !== null && <Button onPress={() => useAskedUnlock.getState().ask(target.ref)}>Unlock writes</Button>}
        <Button variant="quiet" keys={isActive ? "Mod+Shift+P" : undefined} onPress={() => setPreviewOpen(true)}>
          Preview SQL
        </Button>
        {isRunning ? (
          <Button variant="danger" onPress={commit.cancel}>
            Cancel
          </Button>
        ) : (
          <Button onPress={discard}>Discard</Button>
        )}
        <Button variant="primary" keys={isActive ? "Mod+S" : undefined} isDisabled={!canCommit} onPress={commit.start}>
          {isRunning ? "Storing…" : `Commit to ${commit.targetName}`}
        </Button>
      </div>
      {isPreviewOpen && (
        <PreviewDialog target={target} changes={changesOf(edits).changes} onClose={() => setPreviewOpen(false)} />
      )}
    </section>
  );
}

type CommitParts = Pick<StagedBarProps, "target" | "edits" | "tableKey" | "stage" | "reload">;

function useCommit({ target, edits, tableKey, stage, reload }: CommitParts) {
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
    if (result.kind === "unknown") return setFailure(AppError.fromWire(result.error));
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
  return { state: operation.state, failure, targetName, start, cancel: operation.cancel };
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
