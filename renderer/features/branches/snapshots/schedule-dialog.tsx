import { Plus } from "lucide-react";
import { useState } from "react";
import type { Branch, Project } from "../../../../shared/branches/model.ts";
import { scheduleEntrySchema } from "../../../../shared/branches/upkeep-contract.ts";
import type { SnapshotScheduleEntry } from "../../../../shared/branches/upkeep-model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { useKeepOperation } from "../../../state/kept-operations.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Select } from "../../../ui/controls/select.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import { FormDialog } from "../../../ui/overlays/form-dialog.tsx";
import { firstEntry } from "./schedule.ts";
import { ScheduleEntryFields } from "./schedule-entry-fields.tsx";
import "./snapshots.css";

interface ScheduleDialogProps {
  readonly project: Project;
  readonly branches: readonly Branch[];
  readonly onClose: () => void;
}

/** When snapshots of a branch are taken by themselves, as the control plane does it. */
export function ScheduleDialog({ project, branches, onClose }: ScheduleDialogProps) {
  const ready = branches.filter(({ state, purpose }) => state === "ready" && purpose === "work");
  const [branchId, setBranchId] = useState(() => (ready.find(({ isDefault }) => isDefault) ?? ready[0])?.id ?? "");
  const [drafts, setDrafts] = useState<readonly SnapshotScheduleEntry[] | null>(null);
  const input = { projectId: project.id, branchId };
  const { data, error, refetch } = useRequest("branches.snapshotSchedule", input, { enabled: branchId !== "" });
  const keep = useKeepOperation();
  const entries = drafts ?? data ?? [];
  const isChanged = drafts !== null && JSON.stringify(drafts) !== JSON.stringify(data);
  const change = (at: number, entry: SnapshotScheduleEntry) =>
    setDrafts(entries.map((one, place) => (place === at ? entry : one)));
  const read = scheduleEntrySchema.array().max(20).safeParse(entries);
  const save = () => {
    if (!read.success) return;
    const detail = ready.find(({ id }) => id === branchId)?.name ?? branchId;
    const title = { subject: project.id, title: "Change snapshot schedule", detail };
    // A failure stands in the list of operations.
    keep("branches.setSnapshotSchedule", { ...input, schedule: read.data }, title).catch(() => {});
    onClose();
  };
  return (
    <FormDialog
      title="Snapshot schedule"
      size="large"
      submitLabel="Save the schedule"
      isBlocked={!isChanged || !data || !read.success}
      onSubmit={save}
      onClose={onClose}
      back={{ label: "Back", onPress: onClose }}
    >
      <Select
        label="Snapshots of"
        value={branchId}
        options={ready.map(({ id, name }) => ({ value: id, label: visibleName(name) }))}
        onChange={(id) => {
          setBranchId(id);
          setDrafts(null);
        }}
      />
      <ErrorPanel error={error} onRetry={() => void refetch()} isCompact />
      {!data && !error && <Skeleton lines={2} />}
      {data && entries.length === 0 && (
        <p className="schedule-note">
          {drafts === null
            ? "No snapshot of this branch is taken by itself."
            : "No more snapshots are taken by themselves. Those that there are stay until they end or are deleted."}
        </p>
      )}
      {data && entries.length > 0 && (
        <ul className="schedule" aria-label="Schedule">
          {entries.map((entry, at) => (
            <ScheduleEntryFields
              key={at}
              entry={entry}
              at={at}
              onChange={(next) => change(at, next)}
              onRemove={() => setDrafts(entries.filter((_, place) => place !== at))}
            />
          ))}
        </ul>
      )}
      {data && (
        <span>
          <Button icon={Plus} isSmall onPress={() => setDrafts([...entries, firstEntry])}>
            Add a time
          </Button>
        </span>
      )}
      <p className="schedule-note">
        The control plane takes them, whether Steward runs or not. Hours are those of UTC.
      </p>
    </FormDialog>
  );
}
