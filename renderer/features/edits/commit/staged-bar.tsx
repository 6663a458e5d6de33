import { useState } from "react";
import { listedCommand } from "../../../../shared/commands/command-list.ts";
import type { EditableTable } from "../../../../shared/edits/model.ts";
import { changesOf, countStaged, nothingStaged, type StagedEdits } from "../../../../shared/edits/staged.ts";
import { useAskedUnlock } from "../../../state/asked-unlock.ts";
import { useCommands } from "../../../state/commands.ts";
import { useStagedEdits } from "../../../state/edits/staged-edits.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { formatAmount } from "../../../ui/display/format.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { isWritingSql } from "../../../ui/frame/is-writing-sql.ts";
import type { ValueProblem } from "../staging/use-value-checks.ts";
import { CommitDoubt } from "./commit-doubt.tsx";
import { ConflictList } from "./conflict-list.tsx";
import { PreviewDialog } from "./preview-dialog.tsx";
import { ProblemList } from "./problem-list.tsx";
import "./staged-bar.css";
import type { EditTarget } from "../edit-target.ts";
import { useCommit } from "./use-commit.ts";

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
  const doubt = useStagedEdits(({ tables }) => tables[tableKey]?.doubt ?? null);
  const commit = useCommit({ target, edits, tableKey, stage, reload });
  const counts = countStaged(edits);
  const reason = table?.readOnlyReason ?? null;
  const isRunning = commit.state === "running";
  const discard = () => stage(nothingStaged);
  const canCommit = reason === null && counts.conflicts === 0 && doubt === null && !isRunning;
  useCommands(
    [
      {
        ...listedCommand("edits.commit"),
        run: commit.start,
        isEnabled: () => canCommit && !isWritingSql(),
      },
      {
        ...listedCommand("edits.preview"),
        run: () => setPreviewOpen(true),
      },
      {
        ...listedCommand("edits.discard"),
        run: discard,
        isEnabled: () => !isRunning && doubt === null,
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
      {doubt && (
        <CommitDoubt target={target} tableKey={tableKey} doubt={doubt} reload={reload} onFailure={commit.setFailure} />
      )}
      {counts.conflicts > 0 && <ConflictList edits={edits} stage={stage} />}
      {reason !== null && <p className="staged-reason">{reason} The changes are kept here, on this machine.</p>}
      <div className="staged-bar">
        <strong>{formatAmount(counts.total, "staged change")}</strong>
        {counts.changed > 0 && <span className="staged-count staged-changed">{counts.changed} changed</span>}
        {counts.added > 0 && <span className="staged-count staged-added">{counts.added} added</span>}
        {counts.deleted > 0 && <span className="staged-count staged-deleted">{counts.deleted} deleted</span>}
        <span className="grow" />
        {reason !== null && <Button onPress={() => useAskedUnlock.getState().ask(target.ref)}>Unlock writes</Button>}
        <Button variant="quiet" command={isActive ? "edits.preview" : undefined} onPress={() => setPreviewOpen(true)}>
          Preview SQL
        </Button>
        {isRunning ? (
          <Button variant="danger" onPress={commit.cancel}>
            Cancel
          </Button>
        ) : (
          <Button isDisabled={doubt !== null} onPress={discard}>
            Discard
          </Button>
        )}
        <Button
          variant="primary"
          command={isActive ? "edits.commit" : undefined}
          isDisabled={!canCommit}
          onPress={commit.start}
        >
          {isRunning ? "Storing…" : `Commit to ${commit.targetName}`}
        </Button>
      </div>
      {isPreviewOpen && (
        <PreviewDialog target={target} changes={changesOf(edits).changes} onClose={() => setPreviewOpen(false)} />
      )}
    </section>
  );
}
