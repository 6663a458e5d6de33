import { type ReactNode, useState } from "react";
import type { Branch, BranchSnapshot, ControlPlaneCapabilities } from "../../../../shared/branches/model.ts";
import { useKeepOperation } from "../../../state/kept-operations.ts";
import { Select } from "../../../ui/controls/select.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ConfirmByName } from "../../../ui/overlays/confirm-by-name.tsx";
import { BlastList } from "../change/blast-list.tsx";
import { restoreRadius } from "../change/blast-radius.ts";
import { useBlastFacts } from "../change/use-blast-facts.ts";
import { nameProblem } from "../create/new-branch.ts";

interface RestoreSnapshotOverProps {
  readonly snapshot: BranchSnapshot;
  readonly branches: readonly Branch[];
  readonly capabilities: ControlPlaneCapabilities;
  readonly onClose: () => void;
}

/** Which branch gets the content of a snapshot; the one that it was taken of at first. */
export function RestoreSnapshotOver({ snapshot, branches, capabilities, onClose }: RestoreSnapshotOverProps) {
  const possible = branches.filter(
    ({ state, purpose, isProtected }) => state === "ready" && purpose === "work" && !isProtected,
  );
  const own = possible.find(({ id }) => id === snapshot.branchId) ?? possible[0];
  const [branchId, setBranchId] = useState(own?.id ?? null);
  const branch = possible.find(({ id }) => id === branchId);
  const choice = (
    <Select
      label="Replace the content of"
      value={branchId}
      options={possible.map(({ id, name }) => ({ value: id, label: visibleName(name) }))}
      onChange={setBranchId}
      description="Protected branches are not offered."
    />
  );
  if (!branch)
    return (
      <ConfirmByName
        title={titleOf(snapshot)}
        isOpen
        name={snapshot.name}
        confirmLabel="Restore the branch"
        isBlocked
        onClose={onClose}
        onConfirm={onClose}
      >
        <p>No branch can be restored now: each is protected or busy.</p>
      </ConfirmByName>
    );
  return (
    <OverBranch key={branch.id} {...{ snapshot, branch, branches, capabilities, onClose }}>
      {choice}
    </OverBranch>
  );
}

interface OverBranchProps extends RestoreSnapshotOverProps {
  readonly branch: Branch;
  readonly children: ReactNode;
}

function OverBranch({ snapshot, branch, branches, capabilities, onClose, children }: OverBranchProps) {
  const facts = useBlastFacts(branch, branches);
  const day = new Date().toISOString().slice(0, 10);
  const [preserveName, setPreserveName] = useState(`${branch.name}-before-restore-${day}`);
  const keep = useKeepOperation();
  const problem = nameProblem(preserveName, branches);
  const preserveUnder = preserveName.trim();
  const source = { id: snapshot.id, name: snapshot.name, isSnapshot: true } as const;
  const run = (confirmName: string) => {
    const { projectId, id: branchId, name } = branch;
    const input = { projectId, branchId, snapshotId: snapshot.id, confirmName, preserveUnder };
    // A failure stands in the list of operations.
    keep("snapshots.restoreOver", input, { subject: projectId, title: "Restore snapshot", detail: name }).catch(
      () => {},
    );
    onClose();
  };
  return (
    <ConfirmByName
      title={titleOf(snapshot)}
      isOpen
      size="medium"
      onClose={onClose}
      name={branch.name}
      confirmLabel="Restore the branch"
      isBlocked={problem !== null}
      onConfirm={run}
    >
      {children}
      <TextField
        label="Name of the branch that keeps it"
        value={preserveName}
        onChange={setPreserveName}
        error={problem}
        isMono
      />
      <BlastList
        lines={[
          ...restoreRadius(branch, facts, { source, point: null, preserveUnder }),
          ...(capabilities.kind === "neon"
            ? [
                "Neon gives the branch a new id: tabs and connections of Steward stay with what is kept until you move them.",
              ]
            : []),
        ]}
      />
    </ConfirmByName>
  );
}

function titleOf({ name }: BranchSnapshot): string {
  return `Restore a branch to snapshot ${visibleName(name)}`;
}
