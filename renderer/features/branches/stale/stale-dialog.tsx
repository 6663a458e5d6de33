import { useState } from "react";
import type { Branch, Project } from "../../../../shared/branches/model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { formatAmount, formatBytes } from "../../../ui/display/format.ts";
import { Dialog } from "../../../ui/overlays/dialog.tsx";
import { useDeleteBranch } from "../change/delete-branch.tsx";
import { tabsOn } from "../change/use-blast-facts.ts";
import { findStaleBranches, usualStaleRules } from "./stale-branches.ts";
import "./stale-dialog.css";
import { StaleList } from "./stale-list.tsx";
import { StaleRulesForm } from "./stale-rules-form.tsx";

interface StaleDialogProps {
  readonly project: Project;
  readonly branches: readonly Branch[];
  readonly nowMs: number;
  readonly onClose: () => void;
}

/** What would be deleted by which rules; deletes the chosen ones when their number was typed. */
export function StaleDialog({ project, branches, nowMs, onClose }: StaleDialogProps) {
  const [rules, setRules] = useState(usualStaleRules);
  const [spared, setSpared] = useState<ReadonlySet<string>>(new Set());
  const [typed, setTyped] = useState("");
  const [closesTabs, setClosesTabs] = useState(false);
  const connections = useRequest("connections.list", {}).data ?? [];
  const deleteBranch = useDeleteBranch();
  const { stale, staying } = findStaleBranches(branches, rules, nowMs);
  const chosen = stale.map(({ branch }) => branch).filter(({ id }) => !spared.has(id));
  const bytes = chosen.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
  const tabCount = chosen.reduce((sum, branch) => sum + tabsOn(branch, connections).length, 0);
  // A plain server is asked for each deletion what it meets and sends: those have to be seen one by one.
  const isEachAsked = project.capabilities.kind === "template";
  const isConfirmed =
    !isEachAsked && chosen.length > 0 && typed.trim() === String(chosen.length) && (tabCount === 0 || closesTabs);
  const run = async () => {
    onClose();
    // One after the other: control planes take one change of a project at a time.
    for (const branch of chosen)
      await deleteBranch(
        branch,
        branch.name,
        tabsOn(branch, connections).map(({ id }) => id),
      );
  };
  return (
    <Dialog
      title="Find stale branches"
      isOpen
      size="large"
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Close</Button>
          <Button variant="danger" isDisabled={!isConfirmed} onPress={() => void run()}>
            {chosen.length === 0 ? "Delete" : `Delete ${formatAmount(chosen.length, "branch", "branches")}`}
          </Button>
        </>
      }
    >
      <StaleRulesForm rules={rules} onChange={setRules} />
      <StaleList
        stale={stale}
        staying={staying}
        spared={spared}
        nowMs={nowMs}
        onSpare={(id, isSpared) =>
          setSpared(new Set([...spared].filter((other) => other !== id).concat(isSpared ? [id] : [])))
        }
      />
      {isEachAsked && chosen.length > 0 && (
        <p>Branches of a plain server are deleted one by one from their details, which show what is sent to it.</p>
      )}
      {!isEachAsked && chosen.length > 0 && (
        <form
          className="stale-confirm"
          onSubmit={(event) => {
            event.preventDefault();
            if (isConfirmed) void run();
          }}
        >
          <p>
            Nothing has been deleted yet. {formatAmount(chosen.length, "branch", "branches")} of {formatBytes(bytes)}{" "}
            would be, with all databases and rows; there is no copy to come back to.
          </p>
          {tabCount > 0 && (
            <Checkbox isSelected={closesTabs} onChange={setClosesTabs}>
              Close {formatAmount(tabCount, "open tab")} of these branches; what they hold is lost
            </Checkbox>
          )}
          <TextField
            label={`Type ${chosen.length} to delete as many branches`}
            value={typed}
            onChange={setTyped}
            isMono
          />
        </form>
      )}
    </Dialog>
  );
}
