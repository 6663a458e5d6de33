import { useState } from "react";
import { useOperation } from "../../../bridge/use-operation.ts";
import { asAppError } from "../../../bridge/use-request.ts";
import { tabTitle } from "../../../state/tabs.ts";
import { type Tab, useWorkspace } from "../../../state/workspace.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { ProgressBar } from "../../../ui/feedback/progress.tsx";
import { Dialog } from "../../../ui/overlays/dialog.tsx";
import { PointField } from "../create/point-field.tsx";
import { tabOn } from "../open-on-branch.ts";
import { newPointDraft, type PointDraft, readPoint } from "../rules/branch-point.ts";
import { useNow } from "../use-now.ts";
import type { TabPlace } from "./use-tab-branch.ts";

interface PastDialogProps {
  readonly tab: Tab;
  readonly place: TabPlace;
  readonly onClose: () => void;
}

/** Asks for the moment, and opens the same tab there beside this one. From the past, another moment of the same branch. */
export function PastDialog({ tab, place, onClose }: PastDialogProps) {
  const { connection, project, branches, branch } = place;
  const source = branch.purpose === "past" ? (branches.find(({ id }) => id === branch.parentId) ?? branch) : branch;
  const nowMs = useNow(1_000);
  const [draft, setDraft] = useState<PointDraft>(() => {
    const kind = project.capabilities.missing.branchFromTime === undefined ? "time" : "lsn";
    return { ...newPointDraft(source, Date.now()), kind };
  });
  const opening = useOperation("branches.openPast", { invalidates: ["branches.list"] });
  const isRunning = opening.state === "running";
  const { branchFromTime: noTime, branchFromLsn: noLsn } = project.capabilities.missing;
  const isPossible = noTime === undefined || noLsn === undefined;
  const { point } = readPoint(draft, source, nowMs);
  const open = () => {
    if (!isPossible || point === null || isRunning) return;
    opening.run({ projectId: project.id, branchId: source.id, point }).then(
      (past) => {
        useWorkspace.getState().openTab(tabOn(tab, { connectionId: connection.id, branchId: past.id }));
        onClose();
      },
      asAppError, // shown below
    );
  };
  return (
    <Dialog
      title={`Read ${visibleName(tabTitle(tab))} as of an earlier moment`}
      isOpen
      size="small"
      onClose={() => {
        opening.cancel();
        onClose();
      }}
      footer={
        <>
          <Button onPress={isRunning ? opening.cancel : onClose}>Cancel</Button>
          <Button variant="primary" isDisabled={!isPossible || point === null || isRunning} onPress={open}>
            Open the past
          </Button>
        </>
      }
    >
      <form
        className="branch-form"
        onSubmit={(event) => {
          event.preventDefault();
          open();
        }}
      >
        <PointField
          label={`Which state of ${visibleName(source.name)}`}
          value={draft}
          onChange={setDraft}
          source={source}
          capabilities={project.capabilities}
          nowMs={nowMs}
          hasHead={false}
        />
        {isPossible && (
          <p className="branch-form-note">
            A read-only branch with a compute of its own is made for it, which takes a moment. It is deleted with its
            last tab, and after a day in any case.
          </p>
        )}
      </form>
      {isRunning && (
        <div role="status">
          <p className="branch-form-note">{opening.progress?.step ?? "Asking the control plane"}</p>
          <ProgressBar label="Opening the past" done={opening.progress?.done} total={opening.progress?.total} />
        </div>
      )}
      <ErrorPanel error={opening.error} isCompact />
    </Dialog>
  );
}
