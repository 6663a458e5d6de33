import { useState } from "react";
import type { Branch, BranchSnapshot, Project } from "../../../../shared/branches/model.ts";
import { useKeepOperation } from "../../../state/kept-operations.ts";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { FormDialog } from "../../../ui/overlays/form-dialog.tsx";
import { useBranchesView } from "../branches-view.ts";
import { nameProblem } from "../create/new-branch.ts";

interface RestoreSnapshotProps {
  readonly snapshot: BranchSnapshot;
  readonly project: Project;
  readonly branches: readonly Branch[];
  readonly onClose: () => void;
}

/** Makes a new branch with a snapshot's content; no branch is changed by it. */
export function RestoreSnapshot({ snapshot, project, branches, onClose }: RestoreSnapshotProps) {
  const [name, setName] = useState(`from-${snapshot.name}`);
  const keep = useKeepOperation();
  const chooseWhenMade = useBranchesView((view) => view.chooseWhenMade);
  const problem = nameProblem(name, branches);
  const run = () => {
    if (problem !== null) return;
    const input = { projectId: project.id, snapshotId: snapshot.id, name: name.trim() };
    const choose = chooseWhenMade();
    keep("snapshots.restore", input, { subject: project.id, title: "Restore snapshot", detail: snapshot.name }).then(
      (branch) => choose(branch.id),
      // A failure stands in the list of operations.
      () => {},
    );
    onClose();
  };
  return (
    <FormDialog
      title={`Make a branch of ${visibleName(snapshot.name)}`}
      size="small"
      submitLabel="Make the branch"
      isBlocked={problem !== null}
      onSubmit={run}
      onClose={onClose}
      back={{ label: "Back", onPress: onClose }}
    >
      <TextField
        label="Name of the new branch"
        value={name}
        onChange={setName}
        error={problem}
        description="It has all that the snapshot kept, and a compute of its own. No other branch is changed."
        isMono
        autoFocus
      />
    </FormDialog>
  );
}
