import { useState } from "react";
import { useKeepOperation } from "../../../state/kept-operations.ts";
import { tabTitle } from "../../../state/tabs.ts";
import { type Tab, useWorkspace } from "../../../state/workspace.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
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
  const keep = useKeepOperation();
  const { branchFromTime: noTime, branchFromLsn: noLsn } = project.capabilities.missing;
  const isPossible = noTime === undefined || noLsn === undefined;
  const { point } = readPoint(draft, source, nowMs);
  const open = () => {
    if (!isPossible || point === null) return;
    const input = { projectId: project.id, branchId: source.id, point };
    keep("branches.openPast", input, { subject: project.id, title: "Open the past", detail: source.name }).then(
      (past) => useWorkspace.getState().openTab(tabOn(tab, { connectionId: connection.id, branchId: past.id })),
      // A failure stands in the list of operations.
      () => {},
    );
    onClose();
  };
  return (
    <Dialog
      title={`Read ${visibleName(tabTitle(tab))} as of an earlier moment`}
      isOpen
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" isDisabled={!isPossible || point === null} onPress={open}>
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
    </Dialog>
  );
}
