import { useState } from "react";
import type { Branch, Project } from "../../../../shared/branches/model.ts";
import type { RequestInput } from "../../../../shared/ipc/contracts.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { useKeepOperation } from "../../../state/kept-operations.ts";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { Select } from "../../../ui/controls/select.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { FormDialog } from "../../../ui/overlays/form-dialog.tsx";
import { useSettled } from "../../../ui/use-settled.ts";
import { useBranchesView } from "../branches-view.ts";
import { openOnBranch } from "../open-on-branch.ts";
import { usePreflight } from "../preflight/use-preflight.tsx";
import { newPointDraft } from "../rules/branch-point.ts";
import { useNow } from "../use-now.ts";
import { checkNewBranch, copyOf, type NewBranchDraft } from "./new-branch.ts";
import "./branch-form.css";
import { ContentField } from "./content-field.tsx";
import { CopyField } from "./copy-field.tsx";
import { LifetimeSelect } from "./lifetime-select.tsx";
import { PointField } from "./point-field.tsx";

interface NewBranchDialogProps {
  readonly project: Project;
  readonly branches: readonly Branch[];
  /** The branch to copy; null for the default branch. */
  readonly parentId: string | null;
  readonly onClose: () => void;
  /** Whether the window moves to the branch when it is ready. */
  readonly opensIt?: boolean | undefined;
}

/** All that a new branch can be. It closes at once; the list of operations shows how far the copy is. */
export function NewBranchDialog({ project, branches, parentId, onClose, opensIt = false }: NewBranchDialogProps) {
  const nowMs = useNow(1_000);
  const ready = branches.filter((branch) => branch.state === "ready" && branch.purpose === "work");
  const [draft, setDraft] = useState(() => newDraft(ready, parentId));
  const [isOpened, setIsOpened] = useState(opensIt);
  const [isAsked, setIsAsked] = useState(false);
  const createBranch = useCreateBranch();
  const change = (patch: Partial<NewBranchDraft>) => setDraft({ ...draft, ...patch });
  const parent = ready.find(({ id }) => id === draft.parentId) ?? null;
  const { input, problems } = checkNewBranch(draft, project, branches, nowMs);
  const question = JSON.stringify(preflightOf(input));
  const asked = useSettled(question, preflightDelayMs);
  const preflight = usePreflight(
    project.capabilities,
    JSON.parse(asked) as RequestInput<"branches.preflight"> | null, // what was written a line above
  );
  const isSeen = preflight.isReady && (asked === question || project.capabilities.kind !== "template");

  const create = () => {
    setIsAsked(true);
    if (input === null || !isSeen) return;
    createBranch({ ...input, endSessions: preflight.endSessions }, isOpened);
    onClose();
  };

  return (
    <FormDialog
      title="New branch"
      size={draft.content === "anonymised" ? "large" : "medium"}
      submitLabel="Create branch"
      isBlocked={parent === null || (input !== null && !isSeen)}
      onSubmit={create}
      onClose={onClose}
    >
      <TextField
        label="Name"
        value={draft.name}
        onChange={(name) => change({ name })}
        error={isAsked ? problems?.name : null}
        placeholder="preview/what-it-is-for"
        isMono
        autoFocus
      />
      <Select
        label="Copy of"
        value={draft.parentId}
        options={ready.map((branch) => ({ value: branch.id, label: visibleName(branch.name) }))}
        onChange={(id) => change({ parentId: id })}
        description={`${project.capabilities.kind === "template" ? "This one database" : "All its databases"}. What happens there later stays there.`}
      />
      {problems?.parent && <p className="branch-form-problem">{problems.parent}</p>}
      <PointField
        label="Of which state"
        value={draft.point}
        onChange={(point) => change({ point })}
        source={parent}
        capabilities={project.capabilities}
        nowMs={nowMs}
      />
      <ContentField
        project={project}
        parent={parent}
        value={draft}
        onChange={change}
        problem={isAsked ? problems?.rules : undefined}
      />
      <LifetimeSelect project={project} value={draft.lifetime} onChange={(lifetime) => change({ lifetime })} />
      <Checkbox isSelected={isOpened} onChange={setIsOpened}>
        Move this window to it when it is ready
      </Checkbox>
      {project.capabilities.kind === "template" && (
        <CopyField
          value={copyOf(draft, project)}
          canDump={project.capabilities.missing.schemaOnly === undefined}
          onChange={(copy) => change({ copy })}
        />
      )}
      {preflight.part}
      <WakeNote project={project} parent={parent} />
    </FormDialog>
  );
}

/** What making it wakes. */
function WakeNote({ project, parent }: { readonly project: Project; readonly parent: Branch | null }) {
  if (project.capabilities.kind === "template")
    return <p className="branch-form-note">The branch is a database of the same server, with this name.</p>;
  const isAsleep = parent?.compute === "suspended" && project.capabilities.kind === "embedded";
  return (
    <p className="branch-form-note">
      {isAsleep ? `The compute of ${visibleName(parent.name)} is woken for the copy. ` : ""}
      The branch gets a compute of its own, which starts with it.
    </p>
  );
}

function newDraft(ready: readonly Branch[], wanted: string | null): NewBranchDraft {
  const parent = ready.find(({ id }) => id === wanted) ?? ready.find(({ isDefault }) => isDefault) ?? ready[0] ?? null;
  const point = newPointDraft(parent, Date.now());
  return { name: "", parentId: parent?.id ?? null, point, content: "data", rules: [], lifetime: 0, copy: "dump" };
}

const preflightDelayMs = 400;

function preflightOf(input: RequestInput<"branches.create"> | null): RequestInput<"branches.preflight"> | null {
  if (input === null || input.content === "anonymised") return null;
  const { projectId, parentId: branchId, name, content, timeToLiveSeconds, copy } = input;
  return { projectId, branchId, step: { kind: "create", name, content, timeToLiveSeconds, copy } };
}

/** Starts the copy; when it is there it is chosen in the list, and the window moves to it where that was asked. */
function useCreateBranch() {
  const connections = useRequest("connections.list", {}).data ?? [];
  const chooseWhenMade = useBranchesView((view) => view.chooseWhenMade);
  const keep = useKeepOperation();
  return (input: RequestInput<"branches.create">, opensIt: boolean) => {
    const title = { subject: input.projectId, title: "Create branch", detail: input.name };
    const choose = chooseWhenMade();
    keep("branches.create", input, title).then(
      (branch) => {
        choose(branch.id);
        if (opensIt) openOnBranch(connections, branch);
      },
      // A failure stands in the list of operations.
      () => {},
    );
  };
}
