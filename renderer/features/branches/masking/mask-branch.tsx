import type { Branch } from "../../../../shared/branches/model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { useKeepOperation } from "../../../state/kept-operations.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { ConfirmByName } from "../../../ui/overlays/confirm-by-name.tsx";
import { BlastList } from "../change/blast-list.tsx";
import { maskingRadius } from "./masking-radius.ts";

interface MaskBranchProps {
  readonly branch: Branch;
  readonly onClose: () => void;
}

/** Shows what masking overwrites, and asks for the branch's name. */
export function MaskBranch({ branch, onClose }: MaskBranchProps) {
  const { projectId, id: branchId, name } = branch;
  const { data, error } = useRequest("branches.masking", { projectId, branchId });
  const keep = useKeepOperation();
  const run = (confirmName: string) => {
    const input = { projectId, branchId, confirmName };
    // A failure stands in the list of operations.
    keep("branches.mask", input, { subject: projectId, title: "Mask rows", detail: name }).catch(() => {});
    onClose();
  };
  return (
    <ConfirmByName
      title={`Mask the rows of ${visibleName(name)}`}
      isOpen
      size="medium"
      onClose={onClose}
      name={name}
      confirmLabel="Mask the rows"
      isBlocked={!data || data.rules.length === 0}
      onConfirm={run}
    >
      <ErrorPanel error={error} isCompact />
      {data && <BlastList lines={maskingRadius(data.rules)} />}
    </ConfirmByName>
  );
}
