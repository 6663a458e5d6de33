import { useState } from "react";
import { branchNameSchema } from "../../../../shared/branches/contract.ts";
import { type Branch, headCopy, type Project } from "../../../../shared/branches/model.ts";
import type { RequestInput } from "../../../../shared/ipc/contracts.ts";
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
  const [name, setName] = useState("");
  const [parent, setParent] = useState(() => chooseParent(ready, parentId));
  const [lifetime, setLifetime] = useState(0);
  const [isOpened, setIsOpened] = useState(opensIt);
  const [isAsked, setIsAsked] = useState(false);
  const createBranch = useCreateBranch();
  const problem = nameProblem(name, branches);

  const create = () => {
    setIsAsked(true);
    if (problem !== null || parent === null) return;
    const timeToLiveSeconds =
      project.capabilities.missing.expire === undefined ? (lifetimes[lifetime]?.seconds ?? null) : null;
    createBranch(
      {
        projectId: project.id,
        parentId: parent,
        name: name.trim(),
        ...headCopy,
        timeToLiveSeconds,
      },
      isOpened,
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
        <ParentSelect ready={ready} value={parent} onChange={setParent} />
        <LifetimeSelect project={project} value={lifetime} onChange={setLifetime} />
        <Checkbox isSelected={isOpened} onChange={setIsOpened}>
          Move this window to it when it is ready
        </Checkbox>
      </form>
    </Dialog>
  );
}

function chooseParent(ready: readonly Branch[], wanted: string | null): string | null {
  const branch = ready.find(({ id }) => id === wanted) ?? ready.find(({ isDefault }) => isDefault) ?? ready[0];
  return branch?.id ?? null;
}

/** Starts the copy; when it is there it is chosen in the list, and the window moves to it where that was asked. */
function useCreateBranch() {
  const connections = useRequest("connections.list", {}).data ?? [];
  const chooseBranch = useBranchesView((view) => view.chooseBranch);
  const keep = useKeepOperation();
  return (input: RequestInput<"branches.create">, opensIt: boolean) => {
    const title = { subject: input.projectId, title: "Create branch", detail: input.name };
    keep("branches.create", input, title).then(
      (branch) => {
        chooseBranch(branch.id);
        if (opensIt) openOnBranch(connections, branch);
      },
      // A failure stands in the list of operations.
      () => {},
    );
  };
}

interface ParentSelectProps {
  readonly ready: readonly Branch[];
  readonly value: string | null;
  readonly onChange: (id: string) => void;
}

function ParentSelect({ ready, value, onChange }: ParentSelectProps) {
  return (
    <Select
      label="Copy of"
      value={value}
      options={ready.map((branch) => ({ value: branch.id, label: visibleName(branch.name) }))}
      onChange={onChange}
      description="All its databases and rows as they are now. What happens there later stays there."
    />
  );
}

interface LifetimeSelectProps {
  readonly project: Project;
  /** Index into `lifetimes`. */
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function LifetimeSelect({ project, value, onChange }: LifetimeSelectProps) {
  const whyNever = project.capabilities.missing.expire;
  return (
    <Select
      label="Lifetime"
      value={String(whyNever === undefined ? value : lifetimes.length - 1)}
      options={lifetimes.map(({ label }, index) => ({ value: String(index), label }))}
      onChange={(chosen) => onChange(Number(chosen))}
      isDisabled={whyNever !== undefined}
      description={whyNever ?? "Then it deletes itself, so that nothing is forgotten."}
    />
  );
}

function nameProblem(name: string, branches: readonly Branch[]): string | null {
  const trimmed = name.trim();
  if (trimmed === "") return "Give it a name: what it is for.";
  if (!branchNameSchema.safeParse(trimmed).success) return "At most 256 characters, none of them invisible.";
  return branches.some((branch) => branch.name === trimmed) ? "A branch of this project has this name." : null;
}
