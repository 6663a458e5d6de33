import type { Branch, BranchSnapshot } from "../../../../shared/branches/model.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { formatAgo, formatBytes, formatTimeLeft } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { type DataColumn, DataTable } from "../../../ui/tables/data-table.tsx";

interface SnapshotListProps {
  readonly snapshots: readonly BranchSnapshot[];
  readonly branches: readonly Branch[];
  readonly nowMs: number;
  /** Why no snapshot can take a branch's place; undefined where it can. */
  readonly whyNotOver: string | undefined;
  readonly onRestore: (snapshot: BranchSnapshot) => void;
  readonly onRestoreOver: (snapshot: BranchSnapshot) => void;
  readonly onDelete: (snapshot: BranchSnapshot) => void;
}

/** The snapshots of a project, the newest first. */
export function SnapshotList(props: SnapshotListProps) {
  const { snapshots, branches, nowMs, whyNotOver, onRestore, onRestoreOver, onDelete } = props;
  const branchName = (id: string | null) => branches.find((branch) => branch.id === id)?.name ?? null;
  const columns: readonly DataColumn<BranchSnapshot>[] = [
    {
      id: "name",
      header: "Snapshot",
      cell: ({ name }) => <span title={visibleName(name)}>{visibleName(name)}</span>,
      sortBy: ({ name }) => name,
    },
    {
      id: "branch",
      header: "Of",
      cell: ({ branchId }) => visibleName(branchName(branchId) ?? "a branch that is gone"),
      width: 150,
    },
    {
      id: "created",
      header: "Made",
      cell: ({ createdAt }) => formatAgo(createdAt, nowMs),
      sortBy: ({ createdAt }) => Date.parse(createdAt),
      width: 90,
    },
    {
      id: "left",
      header: "Time left",
      cell: ({ expiresAt }) => (expiresAt === null ? "no end" : formatTimeLeft(expiresAt, nowMs)),
      width: 90,
    },
    {
      id: "size",
      header: "Size",
      isNumeric: true,
      cell: ({ sizeBytes }) => (sizeBytes === null ? "unknown" : formatBytes(sizeBytes)),
      width: 80,
    },
    {
      id: "actions",
      header: <span className="visually-hidden">Actions</span>,
      cell: (snapshot) => (
        <span className="snapshot-actions">
          <Button isSmall label={`Make a branch of ${visibleName(snapshot.name)}`} onPress={() => onRestore(snapshot)}>
            Make a branch
          </Button>
          <Button
            isSmall
            label={`Restore a branch to ${visibleName(snapshot.name)}`}
            isDisabled={whyNotOver !== undefined}
            disabledReason={whyNotOver}
            onPress={() => onRestoreOver(snapshot)}
          >
            Restore
          </Button>
          <Button
            isSmall
            variant="danger"
            label={`Delete ${visibleName(snapshot.name)}`}
            onPress={() => onDelete(snapshot)}
          >
            Delete
          </Button>
        </span>
      ),
      width: 260,
    },
  ];
  return (
    <DataTable
      label="Snapshots"
      rows={snapshots}
      rowKey={({ id }) => id}
      columns={columns}
      initialSort={{ column: "created", isDescending: true }}
      empty={
        <EmptyState
          title="No snapshot yet"
          text="A snapshot keeps a branch as it is now. It outlives the branch, and becomes a new one when you want it back."
        />
      }
    />
  );
}
