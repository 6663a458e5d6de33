import { CalendarClock } from "lucide-react";
import { useState } from "react";
import type { Branch, BranchSnapshot, Project } from "../../../../shared/branches/model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import { Dialog } from "../../../ui/overlays/dialog.tsx";
import { DeleteSnapshot } from "./delete-snapshot.tsx";
import { NewSnapshot } from "./new-snapshot.tsx";
import { RestoreSnapshot } from "./restore-snapshot.tsx";
import { RestoreSnapshotOver } from "./restore-snapshot-over.tsx";
import { ScheduleDialog } from "./schedule-dialog.tsx";
import { SnapshotList } from "./snapshot-list.tsx";

interface SnapshotsDialogProps {
  readonly project: Project;
  readonly branches: readonly Branch[];
  readonly nowMs: number;
  readonly onClose: () => void;
}

type Asking =
  | { readonly kind: "restore" | "restoreOver" | "delete"; readonly snapshot: BranchSnapshot }
  | { readonly kind: "schedule" }
  | null;

/** The kept states of a project: made, turned into a branch, deleted. Says why where there are none. */
export function SnapshotsDialog({ project, branches, nowMs, onClose }: SnapshotsDialogProps) {
  const { snapshots: why, snapshotSchedule: whySchedule } = project.capabilities.missing;
  const { data, error, refetch } = useRequest(
    "snapshots.list",
    { projectId: project.id },
    { enabled: why === undefined, staleMs: 0 },
  );
  const [asking, setAsking] = useState<Asking>(null);
  const back = () => setAsking(null);
  if (asking?.kind === "schedule") return <ScheduleDialog project={project} branches={branches} onClose={back} />;
  if (asking?.kind === "restoreOver")
    return (
      <RestoreSnapshotOver
        {...{ branches, capabilities: project.capabilities, onClose: back }}
        snapshot={asking.snapshot}
      />
    );
  if (asking?.kind === "restore")
    return <RestoreSnapshot snapshot={asking.snapshot} project={project} branches={branches} onClose={back} />;
  if (asking?.kind === "delete")
    return <DeleteSnapshot snapshot={asking.snapshot} projectId={project.id} onClose={back} />;
  return (
    <Dialog title="Snapshots" isOpen size="large" onClose={onClose} footer={<Button onPress={onClose}>Close</Button>}>
      {why !== undefined ? (
        <EmptyState title="No snapshots here" text={why} />
      ) : (
        <>
          <ErrorPanel error={error} onRetry={() => void refetch()} />
          {!data && !error && <Skeleton lines={3} />}
          {data && (
            <SnapshotList
              snapshots={data}
              branches={branches}
              nowMs={nowMs}
              whyNotOver={project.capabilities.missing.restoreSnapshotOver}
              onRestore={(snapshot) => setAsking({ kind: "restore", snapshot })}
              onRestoreOver={(snapshot) => setAsking({ kind: "restoreOver", snapshot })}
              onDelete={(snapshot) => setAsking({ kind: "delete", snapshot })}
            />
          )}
          <NewSnapshot project={project} branches={branches} taken={(data ?? []).map(({ name }) => name)} />
          <div className="snapshots-schedule">
            <Button
              icon={CalendarClock}
              isDisabled={whySchedule !== undefined}
              disabledReason={whySchedule}
              onPress={() => setAsking({ kind: "schedule" })}
            >
              Schedule
            </Button>
            <span className="schedule-note">
              {whySchedule ?? "Snapshots that the control plane takes by itself, and keeps for a while."}
            </span>
          </div>
        </>
      )}
    </Dialog>
  );
}
