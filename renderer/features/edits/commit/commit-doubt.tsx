import { RotateCw } from "lucide-react";
import { nothingStaged, type StagedDoubt } from "../../../../shared/edits/staged.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { useBridge } from "../../../bridge/use-bridge.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { useStagedEdits } from "../../../state/edits/staged-edits.ts";
import { showToast } from "../../../state/toasts.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import type { EditTarget } from "../edit-target.ts";

interface CommitDoubtProps {
  readonly target: EditTarget;
  readonly tableKey: string;
  readonly doubt: StagedDoubt;
  readonly reload: () => void;
  readonly onFailure: (error: AppError | null) => void;
}

/**
 * Staged changes of which nobody could say whether they were stored. Nothing is sent until that is known, or somebody who
 * has looked decides it: rows to insert would be stored twice.
 */
export function CommitDoubt({ target, tableKey, doubt, reload, onFailure }: CommitDoubtProps) {
  const check = useOperation("sessions.findCommit", { invalidates: ["grid.count", "grid.estimate"] });
  const { setDoubt, clear, stage } = useStagedEdits.getState();
  const { mark, undoFile } = doubt;
  const bridge = useBridge();
  const { ref, schema, name } = target;
  // A file that stays asks once more after the next start; there is nothing else to do about it.
  const settle = () => void bridge.request("edits.settle", { ref, schema, name }).catch(() => undefined);
  const wereStored = (text: string) => {
    settle();
    stage(tableKey, nothingStaged);
    clear(tableKey);
    onFailure(null);
    showToast({ tone: "success", text });
    reload();
  };
  const wereNot = () => {
    settle();
    setDoubt(tableKey, null);
    const text = "The server rolled the changes back. Nothing was stored.";
    onFailure(new AppError("connectionLost", text, { hint: "They are still staged: commit again." }));
    reload();
  };
  const ask = async () => {
    if (!mark) return;
    const { verdict } = await check.run({ ref, mark });
    if (verdict === "committed") wereStored(`The server says that all of it was stored. To take it back: ${undoFile}`);
    else if (verdict === "rolledBack") wereNot();
    else if (verdict === "unknowable") setDoubt(tableKey, { ...doubt, mark: null });
  };
  const decide = (
    <>
      <Button isSmall onPress={() => wereStored("The changes are taken for stored. They are not staged any more.")}>
        They were stored
      </Button>
      <Button
        isSmall
        onPress={() => {
          settle();
          setDoubt(tableKey, null);
          onFailure(null);
        }}
      >
        They were not: keep them staged
      </Button>
    </>
  );
  return (
    <div className="staged-error">
      <ErrorPanel
        isCompact
        error={new AppError("outcomeUnknown", messageOf(doubt, check.output !== null), { hint: hintOf(doubt) })}
        actions={
          <>
            {mark && (
              <Button
                variant="primary"
                icon={RotateCw}
                isSmall
                isDisabled={check.state === "running"}
                // What went wrong is shown by `check.error`.
                onPress={() => void ask().catch(() => undefined)}
              >
                {check.state === "running" ? "Asking the server…" : "Check again"}
              </Button>
            )}
            {(!mark || check.output !== null) && decide}
          </>
        }
      />
      <ErrorPanel error={check.error} isCompact />
    </div>
  );
}

function messageOf({ mark }: StagedDoubt, wasAsked: boolean): string {
  if (mark && wasAsked) return "The server still does not answer. It is not known whether these changes were stored.";
  return mark
    ? "The connection was lost during the commit. It is not known yet whether these changes were stored."
    : "The connection was lost during the commit, and the server cannot say any more what became of it.";
}

function hintOf({ mark, undoFile }: StagedDoubt): string {
  return mark
    ? "Nothing was sent again. Check again when the server is back."
    : `Look at the rows, then say whether these changes are there. To take them back: ${undoFile}`;
}
