import { useState } from "react";
import type { Branch, ControlPlaneCapabilities } from "../../../../shared/branches/model.ts";
import { useKeepOperation } from "../../../state/kept-operations.ts";
import { useWorkspace } from "../../../state/workspace.ts";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { formatAmount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ConfirmByName } from "../../../ui/overlays/confirm-by-name.tsx";
import { usePreflight } from "../preflight/use-preflight.tsx";
import { whyNotDelete } from "../rules/branch-actions.ts";
import { BlastList } from "./blast-list.tsx";
import { deleteRadius } from "./blast-radius.ts";
import { RefusedDialog } from "./refused-dialog.tsx";
import { useBlastFacts, useTabsOn } from "./use-blast-facts.ts";

interface DeleteBranchProps {
  readonly branch: Branch;
  readonly branches: readonly Branch[];
  readonly capabilities: ControlPlaneCapabilities;
  readonly onClose: () => void;
}

/** Shows what goes away with a branch and asks for its name; says why where it is refused. */
export function DeleteBranch({ branch, branches, capabilities, onClose }: DeleteBranchProps) {
  const facts = useBlastFacts(branch, branches);
  const tabs = useTabsOn(branch);
  const deleteBranch = useDeleteBranch();
  const [closesTabs, setClosesTabs] = useState(false);
  const refusal = whyNotDelete(branch, branches);
  const { projectId, id: branchId } = branch;
  const preflight = usePreflight(
    capabilities,
    refusal === null ? { projectId, branchId, step: { kind: "delete" } } : null,
  );
  if (refusal !== null) return <RefusedDialog name={branch.name} reason={refusal} onClose={onClose} />;
  return (
    <ConfirmByName
      title={`Delete ${visibleName(branch.name)}?`}
      isOpen
      onClose={onClose}
      name={branch.name}
      confirmLabel="Delete the branch"
      isBlocked={(tabs.length > 0 && !closesTabs) || !preflight.isReady}
      onConfirm={(confirmName) => {
        void deleteBranch(
          branch,
          confirmName,
          tabs.map(({ id }) => id),
          preflight.endSessions,
        );
        onClose();
      }}
    >
      <p>This goes away, and nothing brings it back:</p>
      <BlastList lines={deleteRadius(branch, facts)} />
      {preflight.part}
      {tabs.length > 0 && (
        <Checkbox
          isSelected={closesTabs}
          onChange={setClosesTabs}
          description="Open transactions and staged changes in them are lost."
        >
          Close {formatAmount(tabs.length, "open tab")} of this branch
        </Checkbox>
      )}
    </ConfirmByName>
  );
}

/** Deletes a branch; when it is gone, so are its tabs, and the window leaves it. A failure stands in the list of operations. */
export function useDeleteBranch() {
  const keep = useKeepOperation();
  return async (
    branch: Branch,
    confirmName: string,
    tabIds: readonly string[],
    endSessions: readonly string[] = [],
  ): Promise<void> => {
    const { projectId, id: branchId, name } = branch;
    const title = { subject: projectId, title: "Delete branch", detail: name };
    try {
      await keep("branches.delete", { projectId, branchId, confirmName, endSessions }, title);
    } catch {
      return; // the operation shows it, and the tabs stay
    }
    const { selectBranch, branchByConnection, closeTab } = useWorkspace.getState();
    for (const id of tabIds) closeTab(id);
    for (const [connectionId, chosen] of Object.entries(branchByConnection))
      if (chosen === branchId) selectBranch(connectionId, null);
  };
}
