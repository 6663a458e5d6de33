import type { Branch, ControlPlaneCapabilities } from "../../../../shared/branches/model.ts";
import { useKeepOperation } from "../../../state/kept-operations.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ConfirmByName } from "../../../ui/overlays/confirm-by-name.tsx";
import { usePreflight } from "../preflight/use-preflight.tsx";
import { whyNotReset } from "../rules/branch-actions.ts";
import { BlastList } from "./blast-list.tsx";
import { resetRadius } from "./blast-radius.ts";
import { RefusedDialog } from "./refused-dialog.tsx";
import { useBlastFacts } from "./use-blast-facts.ts";

interface ResetBranchProps {
  readonly branch: Branch;
  readonly branches: readonly Branch[];
  readonly capabilities: ControlPlaneCapabilities;
  readonly onClose: () => void;
}

/** Asks before a branch becomes what its parent is now. */
export function ResetBranch({ branch, branches, capabilities, onClose }: ResetBranchProps) {
  const facts = useBlastFacts(branch, branches);
  const keep = useKeepOperation();
  const refusal = whyNotReset({ branch, branches, capabilities });
  const { projectId, id: branchId } = branch;
  const preflight = usePreflight(
    capabilities,
    refusal === null ? { projectId, branchId, step: { kind: "reset" } } : null,
  );
  if (refusal !== null) return <RefusedDialog name={branch.name} reason={refusal} onClose={onClose} />;
  const run = (confirmName: string) => {
    const title = { subject: projectId, title: "Reset from parent", detail: branch.name };
    // A failure stands in the list of operations.
    keep("branches.reset", { projectId, branchId, confirmName, endSessions: preflight.endSessions }, title).catch(
      () => {},
    );
    onClose();
  };
  return (
    <ConfirmByName
      title={`Reset ${visibleName(branch.name)} from its parent?`}
      isOpen
      onClose={onClose}
      name={branch.name}
      confirmLabel="Reset the branch"
      isBlocked={!preflight.isReady}
      onConfirm={run}
    >
      <p>This happens to it:</p>
      <BlastList lines={resetRadius(branch, facts)} />
      {preflight.part}
    </ConfirmByName>
  );
}
