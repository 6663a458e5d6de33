import { useState } from "react";
import { branchNameSchema } from "../../../../shared/branches/contract.ts";
import type { Branch, Project } from "../../../../shared/branches/model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { useKeepOperation } from "../../../state/kept-operations.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { Select } from "../../../ui/controls/select.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { Dialog } from "../../../ui/overlays/dialog.tsx";
import { useBranchesView } from "../branches-view.ts";
import { openOnBranch } from "../open-on-branch.ts";
import { lifetimes } from "../rules/branch-times.ts";

interface NewBranchDialogProps {
  readonly project: Project;
  readonly branches: readonly Branch[];
  /** The branch to copy; null for the default branch. */
  readonly parentId: string | null;
  readonly onClose: () => void;
  /** Whether the window moves to the branch when it is ready. */
  readonly opensIt?: boolean | undefined;
}

/** Name, parent and lifetime of a new branch. It closes at once; the list of operations shows how far the copy is. */
export function NewBranchDialog({ project, branches, parentId, onClose, opensIt = false }: NewBranchDialogProps) {
  const ready = branches.filter((branch) => branch.state === "ready");
  const first = ready.find((branch) => branch.id === parentId) ?? ready.find((branch) => branch.isDefault) ?? ready[0];
  const [name, setName] = useState("");
  const [parent, setParent] = useState(first?.id ?? null);
  const [lifetime, setLifetime] = useState(0);
  const [isOpened, setIsOpened] = useState(opensIt);
  const [isAsked, setIsAsked] = useState(false);
  const connections = useRequest("connections.list", {}).data ?? [];
  const chooseBranch = useBranchesView((view) => view.chooseBranch);
  const keep = useKeepOperation();
  const problem = nameProblem(name, branches);

  const create = () => {
    setIsAsked(true);
    if (problem !== null || parent === null) return;
    const timeToLiveSeconds = project.capabilities.canExpire ? (lifetimes[lifetime]?.seconds ?? null) : null;
    const input = { projectId: project.id, parentId: parent, name: name.trim(), timeToLiveSeconds };
    // A failure stands in the list of operations.
    keep("branches.create", input, { subject: project.id, title: "Create branch", detail: input.name }).then(
      (branch) => {
        chooseBranch(branch.id);
        if (isOpened) openOnBranch(connections, branch);
      },
      () => {},
    );
    onClose();
  };

  return (
    <Dialog
      title="New branch"
      isOpen
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" onPress={create} isDisabled={parent === null}>
            Create branch
          </Button>
        </>
      }
    >
      <form
        className="branch-form"
        onSubmit={(event) => {
          event.preventDefault();
          create();
        }}
      >
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          error={isAsked ? problem : null}
          placeholder="preview/what-it-is-for"
          isMono
          autoFocus
        />
        <Select
          label="Copy of"
          value={parent}
          options={ready.map((branch) => ({ value: branch.id, label: visibleName(branch.name) }))}
          onChange={setParent}
          description="All its databases and rows as they are now. What happens there later stays there."
        />
        <Select
          label="Lifetime"
          value={project.capabilities.canExpire ? String(lifetime) : String(lifetimes.length - 1)}
          options={lifetimes.map(({ label }, index) => ({ value: String(index), label }))}
          onChange={(value) => setLifetime(Number(value))}
          isDisabled={!project.capabilities.canExpire}
          description={
            project.capabilities.canExpire
              ? "Then it deletes itself, so that nothing is forgotten."
              : "This control plane cannot delete a branch by itself."
          }
        />
        <Checkbox isSelected={isOpened} onChange={setIsOpened}>
          Move this window to it when it is ready
        </Checkbox>
      </form>
    </Dialog>
  );
}

function nameProblem(name: string, branches: readonly Branch[]): string | null {
  const trimmed = name.trim();
  if (trimmed === "") return "Give it a name: what it is for.";
  if (!branchNameSchema.safeParse(trimmed).success) return "At most 256 characters, none of them invisible.";
  return branches.some((branch) => branch.name === trimmed) ? "A branch of this project has this name." : null;
}
