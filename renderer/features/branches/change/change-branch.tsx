import { useState } from "react";
import type { Branch, ControlPlaneCapabilities } from "../../../../shared/branches/model.ts";
import { useKeepOperation } from "../../../state/kept-operations.ts";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { Select } from "../../../ui/controls/select.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { FormDialog } from "../../../ui/overlays/form-dialog.tsx";
import { whyNotExpire, whyNotProtect, whyNotSetDefault } from "../rules/branch-actions.ts";
import { durationText, lifetimes, timeLeft } from "../rules/branch-times.ts";
import {
  type ChangeDraft,
  changeDraft,
  changeOf,
  draftOf,
  mustStay,
  suspendChoices,
  suspendWords,
} from "./branch-change.ts";
import { ComputeSizeField } from "./compute-size-field.tsx";

interface ChangeBranchProps {
  readonly branch: Branch;
  readonly branches: readonly Branch[];
  readonly capabilities: ControlPlaneCapabilities;
  readonly nowMs: number;
  readonly onClose: () => void;
}

/** Name, lifetime, suspending, protection and default of a branch. What cannot be changed says why. */
export function ChangeBranch(props: ChangeBranchProps) {
  const { branch, branches, capabilities, onClose } = props;
  const [draft, setDraft] = useState(() => draftOf(branch));
  const keep = useKeepOperation();
  const change = (patch: Partial<ChangeDraft>) => setDraft(changeDraft(draft, patch, branch));
  const { input, problem } = changeOf(draft, branch, branches);
  const whyProtect = whyNotProtect({ branch, branches, capabilities });
  const whyDefault = whyNotSetDefault({ branch, branches, capabilities });
  const whyName = capabilities.missing.rename;
  const save = () => {
    if (input === null) return;
    // A failure stands in the list of operations.
    keep("branches.update", input, { subject: branch.projectId, title: "Change branch", detail: branch.name }).catch(
      () => {},
    );
    onClose();
  };
  return (
    <FormDialog
      title={`Change ${visibleName(branch.name)}`}
      size="small"
      submitLabel="Save"
      isBlocked={input === null}
      onSubmit={save}
      onClose={onClose}
    >
      <TextField
        label="Name"
        value={draft.name}
        onChange={(name) => change({ name })}
        error={problem}
        isDisabled={whyName !== undefined}
        description={whyName}
        isMono
      />
      <Lifetime {...props} draft={draft} onChange={change} />
      <SuspendAfter {...props} draft={draft} onChange={change} />
      <ComputeSizeField
        branch={branch}
        capabilities={capabilities}
        value={draft.computeSize}
        onChange={(computeSize) => change({ computeSize })}
      />
      <Checkbox
        isSelected={draft.isProtected}
        isDisabled={whyProtect !== null}
        onChange={(isProtected) => change({ isProtected })}
        description={
          whyProtect ??
          (draft.isProtected && branch.expiresAt !== null
            ? "Its end is taken away with the same save: it is kept until somebody deletes it."
            : "A protected branch is not deleted, reset or restored, and does not end by itself.")
        }
      >
        Protected
      </Checkbox>
      <Checkbox
        isSelected={draft.isDefault}
        isDisabled={whyDefault !== null}
        onChange={(isDefault) => change({ isDefault })}
        description={whyDefault ?? "Connections keep leading to the branch that they were made for."}
      >
        Default branch of the project
      </Checkbox>
    </FormDialog>
  );
}

type PartProps = ChangeBranchProps & {
  readonly draft: ChangeDraft;
  readonly onChange: (patch: Partial<ChangeDraft>) => void;
};

function Lifetime({ branch, branches, capabilities, nowMs, draft, onChange }: PartProps) {
  const why =
    branch.expiresAt !== null && mustStay(draft)
      ? `A ${draft.isProtected ? "protected" : "default"} branch does not end by itself.`
      : whyNotExpire({ branch, branches, capabilities });
  const left = timeLeft(branch.createdAt, branch.expiresAt, nowMs);
  const choices = lifetimes.map(({ label, seconds }) => ({
    value: seconds === null ? "never" : String(seconds),
    label: seconds === null ? label : `${label} from now`,
  }));
  return (
    <Select
      label="Lifetime"
      value={draft.lifetime === null ? "same" : String(draft.lifetime)}
      options={[{ value: "same", label: left ? `As it is: ${left.text} left` : "As it is: no end" }, ...choices]}
      onChange={(chosen) => onChange({ lifetime: choiceOf(chosen) })}
      isDisabled={why !== null}
      description={why ?? undefined}
    />
  );
}

function SuspendAfter({ branch, capabilities, draft, onChange }: PartProps) {
  const why = capabilities.missing.suspend;
  return (
    <Select
      label="Suspend its compute"
      value={draft.suspendAfter === null ? "same" : String(draft.suspendAfter)}
      options={[
        { value: "same", label: `As it is: ${suspendWords(branch)}` },
        ...suspendChoices.map((seconds) => ({
          value: String(seconds),
          label: `After ${durationText(seconds * 1000)} without work`,
        })),
        { value: "never", label: "Only when somebody asks" },
      ]}
      onChange={(chosen) => onChange({ suspendAfter: choiceOf(chosen) })}
      isDisabled={why !== undefined}
      description={why}
    />
  );
}

function choiceOf(chosen: string): number | "never" | null {
  if (chosen === "same") return null;
  return chosen === "never" ? "never" : Number(chosen);
}
