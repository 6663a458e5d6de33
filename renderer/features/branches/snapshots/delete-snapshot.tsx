import type { BranchSnapshot } from "../../../../shared/branches/model.ts";
import { useKeepOperation } from "../../../state/kept-operations.ts";
import { formatBytes } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ConfirmByName } from "../../../ui/overlays/confirm-by-name.tsx";
import { BlastList } from "../change/blast-list.tsx";

interface DeleteSnapshotProps {
  readonly snapshot: BranchSnapshot;
  readonly projectId: string;
  readonly onClose: () => void;
}

/** Asks for the name of a snapshot before it goes away. */
export function DeleteSnapshot({ snapshot, projectId, onClose }: DeleteSnapshotProps) {
  const { id: snapshotId, name, branchId, sizeBytes } = snapshot;
  const keep = useKeepOperation();
  const run = (confirmName: string) => {
    const title = { subject: projectId, title: "Delete snapshot", detail: name };
    // A failure stands in the list of operations.
    keep("snapshots.delete", { projectId, snapshotId, confirmName }, title).catch(() => {});
    onClose();
  };
  return (
    <ConfirmByName
      title={`Delete snapshot ${visibleName(name)}?`}
      isOpen
      onClose={onClose}
      name={name}
      confirmLabel="Delete the snapshot"
      onConfirm={run}
    >
      <BlastList
        lines={[
          `What it kept goes away${sizeBytes === null ? "" : ` (${formatBytes(sizeBytes)})`}, and nothing brings it back.`,
          branchId === null ? "Its branch is gone: this may be the last copy." : "Its branch is not touched.",
          "Branches that were made from it stay.",
        ]}
      />
    </ConfirmByName>
  );
}
