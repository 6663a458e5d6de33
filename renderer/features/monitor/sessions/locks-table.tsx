import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import type { MonitoredLock } from "../../../../shared/monitor/model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { Badge } from "../../../ui/display/badge.tsx";
import { formatCount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import { type DataColumn, DataTable } from "../../../ui/tables/data-table.tsx";
import { durationText } from "../monitor-words.ts";

const shownAtMost = 300;

const columns: readonly DataColumn<MonitoredLock>[] = [
  {
    id: "granted",
    header: "State",
    width: 90,
    cell: ({ isGranted }) => (isGranted ? <span className="muted">held</span> : <Badge tone="danger">waiting</Badge>),
    sortBy: ({ isGranted }) => Number(isGranted),
  },
  {
    id: "relation",
    header: "On",
    cell: ({ relation, kind }) => visibleName(relation ?? kind),
    sortBy: ({ relation, kind }) => relation ?? kind,
  },
  { id: "mode", header: "Mode", width: 190, isMono: true, cell: ({ mode }) => mode, sortBy: ({ mode }) => mode },
  {
    id: "pid",
    header: "Process",
    width: 90,
    isNumeric: true,
    cell: ({ pid }) => pid ?? "prepared",
    sortBy: ({ pid }) => pid,
  },
  { id: "user", header: "User", width: 150, cell: ({ user }) => visibleName(user ?? ""), sortBy: ({ user }) => user },
  { id: "state", header: "Session", width: 140, cell: ({ state }) => state ?? "", sortBy: ({ state }) => state },
  {
    id: "waited",
    header: "Waits for",
    width: 100,
    isNumeric: true,
    cell: ({ waitedSeconds }) => durationText(waitedSeconds),
    sortBy: ({ waitedSeconds }) => waitedSeconds,
  },
];

/** The locks on this database, read again with each look that was asked for or is live. */
export function LocksTable({
  databaseRef,
  lookedAt,
}: {
  readonly databaseRef: DatabaseRef;
  readonly lookedAt: string;
}) {
  const { data, error, isPending, refetch } = useRequest("monitor.locks", { ref: databaseRef });
  const client = useQueryClient();
  const shownFor = useRef(lookedAt);
  useEffect(() => {
    if (shownFor.current === lookedAt) return;
    shownFor.current = lookedAt;
    void client.invalidateQueries({ queryKey: ["monitor.locks", { ref: databaseRef }] });
  }, [client, databaseRef, lookedAt]);
  if (error && !data) return <ErrorPanel error={error} onRetry={() => void refetch()} />;
  if (isPending || !data) return <Skeleton lines={8} />;
  return (
    <>
      {data.length > shownAtMost && (
        <p className="monitor-note">
          The first {formatCount(shownAtMost)} of {formatCount(data.length)}; those that wait come first.
        </p>
      )}
      <DataTable
        label="Locks"
        rows={data.slice(0, shownAtMost)}
        rowKey={({ pid, kind, relation, mode, isGranted }) => `${pid} ${kind} ${relation} ${mode} ${isGranted}`}
        columns={columns}
        empty={<EmptyState title="No locks" text="Nobody holds a lock on anything of this database." />}
      />
    </>
  );
}
