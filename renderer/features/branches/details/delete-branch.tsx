import type { Branch } from "../../../../shared/branches/model.ts";
import { useKeepOperation } from "../../../state/kept-operations.ts";
import { useWorkspace } from "../../../state/workspace.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ConfirmByName } from "../../../ui/overlays/confirm-by-name.tsx";
import { Dialog } from "../../../ui/overlays/dialog.tsx";
import "./delete-branch.css";
import { blastRadius, whyNotDelete } from "../rules/branch-actions.ts";

interface DeleteBranchProps {
  readonly branch: Branch;
  readonly branches: readonly Branch[];
  readonly onClose: () => void;
}

/** Shows what goes away with a branch and asks for its name; says why where it is refused. */
export function DeleteBranch({ branch, branches, onClose }: DeleteBranchProps) {
  const keep = useKeepOperation();
  const tabs = useWorkspace((workspace) => workspace.tabs).filter((tab) => tab.ref.branchId === branch.id);
  const refusal = whyNotDelete(branch, branches);
  if (refusal !== null)
    return (
      <Dialog
        title={`${visibleName(branch.name)} stays`}
        isOpen
        size="small"
        onClose={onClose}
        footer={<Button onPress={onClose}>Close</Button>}
      >
        <p>{refusal}</p>
      </Dialog>
    );
  const run = (confirmName: string) => {
    const { selectBranch, branchByConnection, closeTab } = useWorkspace.getState();
    const input = { projectId: branch.projectId, branchId: branch.id, confirmName };
    // A failure stands in the list of operations, and the tabs stay then.
    keep("branches.delete", input, { subject: branch.projectId, title: "Delete branch", detail: branch.name }).then(
      () => {
        for (const tab of tabs) closeTab(tab.id);
        for (const [connectionId, branchId] of Object.entries(branchByConnection))
          if (branchId === branch.id) selectBranch(connectionId, null);
      },
      () => {},
    );
    onClose();
  };
  return (
    <ConfirmByName
      title={`Delete ${visibleName(branch.name)}?`}
      isOpen
      onClose={onClose}
      name={branch.name}
      confirmLabel="Delete the branch"
      onConfirm={run}
    >
      <p>This goes away, and nothing brings it back:</p>
      <ul className="delete-branch-list">
        {blastRadius(branch, tabs.length).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </ConfirmByName>
  );
}
