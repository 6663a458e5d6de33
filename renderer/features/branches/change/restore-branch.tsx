import { useState } from "react";
import type { Branch, ControlPlaneCapabilities } from "../../../../shared/branches/model.ts";
import { useKeepOperation } from "../../../state/kept-operations.ts";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { Select } from "../../../ui/controls/select.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ConfirmByName } from "../../../ui/overlays/confirm-by-name.tsx";
import { PointField } from "../create/point-field.tsx";
import { childrenOf, whyNotRestore } from "../rules/branch-actions.ts";
import { newPointDraft, pointWords } from "../rules/branch-point.ts";
import { useNow } from "../use-now.ts";
import { BlastList } from "./blast-list.tsx";
import { restoreRadius } from "./blast-radius.ts";
import { RefusedDialog } from "./refused-dialog.tsx";
import { checkRestore, type RestoreDraft } from "./restore.ts";
import { useBlastFacts } from "./use-blast-facts.ts";

interface RestoreBranchProps {
  readonly branch: Branch;
  readonly branches: readonly Branch[];
  readonly capabilities: ControlPlaneCapabilities;
  readonly onClose: () => void;
}

/** Asks which state a branch is put back to, what becomes of the present one, and for its name. */
export function RestoreBranch({ branch, branches, capabilities, onClose }: RestoreBranchProps) {
  const nowMs = useNow(1_000);
  const facts = useBlastFacts(branch, branches);
  const [draft, setDraft] = useState(() => newDraft(branch, branches, capabilities));
  const keep = useKeepOperation();
  const change = (patch: Partial<RestoreDraft>) => setDraft({ ...draft, ...patch });
  const refusal = whyNotRestore({ branch, branches, capabilities });
  if (refusal !== null) return <RefusedDialog name={branch.name} reason={refusal} onClose={onClose} />;
  const source = branches.find(({ id }) => id === draft.sourceId) ?? branch;
  const { request, problems } = checkRestore(draft, branch, branches, nowMs);
  const isOwn = source.id === branch.id;
  const mustKeep = isOwn || childrenOf(branch, branches).length > 0;
  const run = (confirmName: string) => {
    if (request === null) return;
    const { projectId, id: branchId, name } = branch;
    const title = { subject: projectId, title: "Restore branch", detail: name };
    // A failure stands in the list of operations.
    keep("branches.restore", { projectId, branchId, confirmName, ...request }, title).catch(() => {});
    onClose();
  };
  return (
    <ConfirmByName
      title={`Restore ${visibleName(branch.name)}`}
      isOpen
      size="medium"
      onClose={onClose}
      name={branch.name}
      confirmLabel="Restore the branch"
      isBlocked={request === null}
      onConfirm={run}
    >
      <Select
        label="Take the content of"
        value={draft.sourceId}
        options={branches
          .filter(({ state, purpose }) => state === "ready" && purpose === "work")
          .map(({ id, name }) => ({ value: id, label: id === branch.id ? "this branch itself" : visibleName(name) }))}
        onChange={(sourceId) => change({ sourceId, point: pointFor(sourceId === branch.id, draft) })}
      />
      <PointField
        label="Of which state"
        value={draft.point}
        onChange={(point) => change({ point })}
        source={source}
        capabilities={capabilities}
        nowMs={nowMs}
        hasHead={!isOwn}
      />
      <Checkbox
        isSelected={mustKeep || draft.keeps}
        isDisabled={mustKeep}
        onChange={(keeps) => change({ keeps })}
        description={mustKeep ? "Needed here: a branch restored from itself, or with children, keeps it." : undefined}
      >
        Keep what is here now as a branch
      </Checkbox>
      {(mustKeep || draft.keeps) && (
        <TextField
          label="Name of the branch that keeps it"
          value={draft.preserveName}
          onChange={(preserveName) => change({ preserveName })}
          error={problems?.name}
          isMono
        />
      )}
      {request && (
        <div>
          <p>This happens to it:</p>
          <BlastList
            lines={restoreRadius(branch, facts, {
              source,
              point: pointWords(request.point),
              preserveUnder: request.preserveUnder,
            })}
          />
        </div>
      )}
    </ConfirmByName>
  );
}

/** A branch is not restored from its own present state. */
function pointFor(isOwn: boolean, { point }: RestoreDraft) {
  return isOwn && point.kind === "head" ? { ...point, kind: "time" as const } : point;
}

function newDraft(branch: Branch, branches: readonly Branch[], { missing }: ControlPlaneCapabilities): RestoreDraft {
  const day = new Date().toISOString().slice(0, 10);
  const point = newPointDraft(branch, Date.now());
  const canGoBack = missing.branchFromTime === undefined;
  const other = branches.find(({ id, state }) => id !== branch.id && state === "ready") ?? branch;
  return {
    sourceId: canGoBack ? branch.id : other.id,
    point: canGoBack ? { ...point, kind: "time" } : point,
    keeps: true,
    preserveName: `${branch.name}-before-restore-${day}`,
  };
}
