import { useState } from "react";
import type { Branch, MaskingRule } from "../../../../shared/branches/model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { useKeepOperation } from "../../../state/kept-operations.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import { Dialog } from "../../../ui/overlays/dialog.tsx";
import { FormDialog } from "../../../ui/overlays/form-dialog.tsx";
import { MaskingRules } from "../create/masking-rules.tsx";
import { draftRule, type MaskingDraft, rulesProblem, toRule } from "../create/new-branch.ts";

interface MaskingRulesDialogProps {
  readonly branch: Branch;
  readonly onClose: () => void;
}

/** Changes the rules of an anonymised branch; nothing is masked by that. */
export function MaskingRulesDialog({ branch, onClose }: MaskingRulesDialogProps) {
  const { projectId, id: branchId, name } = branch;
  const { data, error, refetch } = useRequest("branches.masking", { projectId, branchId });
  if (data) return <RulesForm branch={branch} rules={data.rules} onClose={onClose} />;
  return (
    <Dialog title={titleOf(name)} isOpen onClose={onClose} footer={<Button onPress={onClose}>Close</Button>}>
      <ErrorPanel error={error} onRetry={() => void refetch()} isCompact />
      {data === null && <p>The control plane knows no masking rules of this branch.</p>}
      {data === undefined && !error && <Skeleton lines={3} />}
    </Dialog>
  );
}

interface RulesFormProps extends MaskingRulesDialogProps {
  readonly rules: readonly MaskingRule[];
}

function RulesForm({ branch, rules, onClose }: RulesFormProps) {
  const { projectId, id: branchId, name } = branch;
  const databases = useRequest("branches.databases", { projectId, branchId }).data;
  const [drafts, setDrafts] = useState<readonly MaskingDraft[]>(() => rules.map(draftRule));
  const keep = useKeepOperation();
  const problem = drafts.length === 0 ? null : rulesProblem(drafts);
  const next = drafts.map(toRule);
  const isChanged = JSON.stringify(next) !== JSON.stringify(rules.map(draftRule).map(toRule));
  const save = () => {
    const input = { projectId, branchId, rules: next };
    // A failure stands in the list of operations.
    keep("branches.setMaskingRules", input, { subject: projectId, title: "Change masking rules", detail: name }).catch(
      () => {},
    );
    onClose();
  };
  return (
    <FormDialog
      title={titleOf(name)}
      size="large"
      submitLabel="Save the rules"
      isBlocked={problem !== null || !isChanged}
      onSubmit={save}
      onClose={onClose}
    >
      <MaskingRules rules={drafts} onChange={setDrafts} database={databases?.[0]?.name ?? rules[0]?.database ?? ""} />
      {problem !== null && <p className="branch-form-problem">{problem}</p>}
      <p className="branch-form-note">
        Saving changes no row: mask the rows again afterwards. A rule that is taken away does not bring back what it
        overwrote.
      </p>
    </FormDialog>
  );
}

function titleOf(name: string): string {
  return `Masking rules of ${visibleName(name)}`;
}
