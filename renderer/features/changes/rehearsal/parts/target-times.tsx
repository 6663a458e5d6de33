import type { RehearsalReport, RehearsedStatement } from "../../../../../shared/changes/model.ts";
import type { TimeEstimate } from "../../../../../shared/changes/rehearsal-model.ts";
import { formatBytes, formatCount, formatMs } from "../../../../ui/display/format.ts";
import { visibleName } from "../../../../ui/display/visible-name.ts";
import { type DataColumn, DataTable } from "../../../../ui/tables/data-table.tsx";
import { ReportHead } from "./report-head.tsx";

type Estimated = RehearsedStatement & { readonly estimate: TimeEstimate };

const columns: readonly DataColumn<Estimated>[] = [
  { id: "number", header: "#", width: 44, cell: ({ index }) => index + 1 },
  {
    id: "kind",
    header: "Statement",
    cell: ({ kind, sql }) => <span title={visibleName(sql.slice(0, 500))}>{kind}</span>,
  },
  { id: "branch", header: "Branch", width: 76, isNumeric: true, cell: ({ durationMs }) => formatMs(durationMs) },
  {
    id: "target",
    header: "Target",
    width: 76,
    isNumeric: true,
    cell: ({ estimate }) => <span title={basisText(estimate)}>{formatMs(estimate.ms)}</span>,
  },
  {
    id: "confidence",
    header: "Confidence",
    width: 92,
    cell: ({ estimate }) => <span title={basisText(estimate)}>{estimate.confidence}</span>,
  },
  {
    id: "log",
    header: "Log written",
    width: 88,
    isNumeric: true,
    cell: ({ walBytes }) => (walBytes === undefined || walBytes === null ? "–" : formatBytes(walBytes)),
  },
];

/** How long each statement is likely to take on the target, and what that rests on. */
export function TargetTimes({ report }: { readonly report: RehearsalReport }) {
  const estimated = report.statements.filter((one): one is Estimated => one.estimate !== undefined);
  if (estimated.length === 0) return null;
  const totalMs = estimated.reduce((sum, { estimate }) => sum + estimate.ms, 0);
  return (
    <>
      <ReportHead title="Time on the target" note={`about ${formatMs(totalMs)}, by the rate measured on the branch`} />
      <DataTable
        label="Estimated time of each statement"
        rows={estimated}
        rowKey={({ migrationId, index }) => `${migrationId} ${index}`}
        columns={columns}
      />
    </>
  );
}

function basisText({ basis, rows, rowsPerSecond }: TimeEstimate): string {
  const rate =
    rows === null || rowsPerSecond === null
      ? ""
      : `${formatCount(rows)} rows at ${formatCount(rowsPerSecond)} a second; `;
  return visibleName(`${rate}${basis}`);
}
