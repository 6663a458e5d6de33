import type { RehearsalReport } from "../../../../../shared/changes/model.ts";
import { useRequest } from "../../../../bridge/use-request.ts";
import { formatAgo, formatMs } from "../../../../ui/display/format.ts";
import { ErrorPanel } from "../../../../ui/feedback/error-panel.tsx";
import { type DataColumn, DataTable } from "../../../../ui/tables/data-table.tsx";
import {
  type ComparedStatement,
  comparedInWords,
  compareStatements,
  previousRehearsal,
} from "../compare-rehearsals.ts";
import { ReportHead } from "./report-head.tsx";

const time = (ms: number | null) => (ms === null ? "–" : formatMs(ms));

const columns: readonly DataColumn<ComparedStatement>[] = [
  { id: "number", header: "#", width: 44, cell: ({ number }) => number },
  {
    id: "kind",
    header: "Statement",
    cell: ({ kind, isSameSql, beforeMs, nowMs }) => (
      <>
        {kind}
        {!isSameSql && (
          <span className="muted"> {beforeMs === null ? "new" : nowMs === null ? "gone" : "changed"}</span>
        )}
      </>
    ),
  },
  { id: "before", header: "Before", width: 88, isNumeric: true, cell: ({ beforeMs }) => time(beforeMs) },
  { id: "now", header: "Now", width: 88, isNumeric: true, cell: ({ nowMs }) => time(nowMs) },
];

/** This rehearsal beside the last one of the same migrations, where the ledger has one. */
export function PreviousRehearsal({ report }: { readonly report: RehearsalReport }) {
  const { connectionId } = report;
  const list = useRequest("changes.rehearsals", { connectionId });
  const summary = previousRehearsal(list.data ?? [], report);
  const found = useRequest(
    "changes.rehearsal",
    { connectionId, hash: summary?.hash ?? report.hash },
    { enabled: summary !== null },
  );
  const error = list.error ?? (summary === null ? null : found.error);
  if (error) return <ErrorPanel error={error} isCompact />;
  if (summary === null || !found.data) return null;
  return (
    <>
      <ReportHead
        title="Since the last rehearsal"
        note={`${formatAgo(summary.at)} by ${summary.person}: ${comparedInWords(found.data, report)}`}
      />
      <DataTable
        label="Times of the last rehearsal and of this one"
        rows={compareStatements(found.data, report)}
        rowKey={({ key }) => key}
        columns={columns}
      />
    </>
  );
}
