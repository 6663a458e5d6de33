import { useState } from "react";
import { branchNameSchema } from "../../../../shared/branches/contract.ts";
import type { Branch, Project } from "../../../../shared/branches/model.ts";
import { useKeepOperation } from "../../../state/kept-operations.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Select } from "../../../ui/controls/select.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { lifetimes } from "../rules/branch-times.ts";
import "./snapshots.css";

interface NewSnapshotProps {
  readonly project: Project;
  readonly branches: readonly Branch[];
  readonly taken: readonly string[];
}

/** Keeps a branch as it is now. How it goes stands in the list of operations. */
export function NewSnapshot({ project, branches, taken }: NewSnapshotProps) {
  const ready = branches.filter(({ state, purpose }) => state === "ready" && purpose === "work");
  const [branchId, setBranchId] = useState(() => (ready.find(({ isDefault }) => isDefault) ?? ready[0])?.id ?? null);
  const [name, setName] = useState("");
  const [lifetime, setLifetime] = useState(String(lifetimes.length - 1));
  const keep = useKeepOperation();
  const trimmed = name.trim();
  const problem = taken.includes(trimmed)
    ? "A snapshot has this name."
    : trimmed !== "" && !branchNameSchema.safeParse(trimmed).success
      ? "At most 256 characters, none of them invisible."
      : null;
  const isReady = branchId !== null && trimmed !== "" && problem === null;
  const create = () => {
    if (!isReady) return;
    const input = {
      projectId: project.id,
      branchId,
      name: trimmed,
      timeToLiveSeconds: lifetimes[Number(lifetime)]?.seconds ?? null,
    };
    // A failure stands in the list of operations.
    keep("snapshots.create", input, { subject: project.id, title: "Take snapshot", detail: trimmed }).catch(() => {});
    setName("");
  };
  return (
    <form
      className="new-snapshot"
      onSubmit={(event) => {
        event.preventDefault();
        create();
      }}
    >
      <Select
        label="Snapshot of"
        value={branchId}
        options={ready.map((branch) => ({ value: branch.id, label: visibleName(branch.name) }))}
        onChange={setBranchId}
      />
      <TextField
        label="Name of the snapshot"
        value={name}
        onChange={setName}
        error={problem}
        placeholder="before-what"
        isMono
      />
      <Select
        label="Lifetime"
        value={lifetime}
        options={lifetimes.map(({ label }, index) => ({ value: String(index), label }))}
        onChange={setLifetime}
      />
      <span className="new-snapshot-button">
        <Button variant="primary" type="submit" isDisabled={!isReady}>
          Take snapshot
        </Button>
      </span>
    </form>
  );
}
