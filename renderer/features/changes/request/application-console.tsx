import { CircleCheck, CircleHelp, TriangleAlert } from "lucide-react";
import type { Application, AppliedStatement, ChangeRequest } from "../../../../shared/changes/model.ts";
import type { CheckAfter } from "../../../../shared/changes/review-model.ts";
import { useKeptOperation } from "../../../state/kept-operations.ts";
import { Badge } from "../../../ui/display/badge.tsx";
import { formatAgo, formatCount, formatMs } from "../../../ui/display/format.ts";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { DataTable } from "../../../ui/tables/data-table.tsx";
import { revealHidden } from "../rules/reveal-hidden.ts";
import "./application-console.css";

/** Every run of a request on the target: its statements with their state and time, what was kept before, what was seen after. */
export function ApplicationConsole({ request }: { readonly request: ChangeRequest }) {
  const running = useKeptOperation(request.id, ["changes.apply", "changes.rollback"]);
  if (request.applications.length === 0 && request.restorePoints.length === 0)
    return (
      <EmptyState
        title="Nothing was sent to the target"
        text="When it is applied, each statement stands here with its state and time, whom it waits for, and what was seen afterwards."
      />
    );
  const step = running?.state === "running" ? (running.progress?.step ?? null) : null;
  return (
    <div className="console">
      {request.restorePoints.map((point) => (
        <p key={point.id} className="console-line">
          <CircleCheck aria-hidden className="decision-icon" />
          <span>
            Kept before the application as {point.kind} <b>{visibleName(point.name)}</b>, {formatAgo(point.at)}
          </span>
        </p>
      ))}
      {step !== null && (
        <p className="console-line console-now" role="status">
          {visibleName(step)}
        </p>
      )}
      {request.applications.map((application) => (
        <RunTable key={application.id} application={application} />
      ))}
      {request.checks.map((check) => (
        <CheckLine key={check.at} check={check} />
      ))}
    </div>
  );
}

const outcomes = {
  running: { tone: "info", word: "runs now" },
  interrupted: { tone: "warning", word: "interrupted" },
  done: { tone: "success", word: "done" },
  failed: { tone: "danger", word: "failed" },
  cancelled: { tone: "neutral", word: "stopped" },
} as const satisfies Record<Application["outcome"], unknown>;

function RunTable({ application }: { readonly application: Application }) {
  const { migrationId, direction, person, startedAt, endedAt, outcome, statements } = application;
  const { tone, word } = outcomes[outcome];
  const totalMs = endedAt === null ? null : Date.parse(endedAt) - Date.parse(startedAt);
  return (
    <section className="console-run" aria-label={`${migrationId} ${direction}`}>
      <header className="console-run-head">
        <Badge tone={tone}>{word}</Badge>
        <b className="mono">{migrationId}</b>
        <span>
          {direction === "up" ? "applied" : "rolled back"} by {person}
        </span>
        <time className="muted">{formatAgo(startedAt)}</time>
        <span className="grow" />
        {totalMs !== null && <span className="muted">{formatMs(totalMs)} in all</span>}
      </header>
      <DataTable
        label={`Statements of ${migrationId}`}
        rows={statements}
        rowKey={({ index }) => String(index)}
        empty={<p className="console-line muted">No statement was sent.</p>}
        columns={[
          { id: "number", header: "#", cell: ({ index }) => index + 1, isNumeric: true, width: 44 },
          { id: "state", header: "State", cell: (row) => <StateBadge row={row} outcome={outcome} />, width: 104 },
          { id: "sql", header: "Statement", cell: (row) => <StatementCell row={row} /> },
          {
            id: "rows",
            header: "Rows",
            cell: ({ rows }) => (rows === null ? "" : formatCount(rows)),
            isNumeric: true,
            width: 88,
          },
          {
            id: "time",
            header: "Time",
            cell: ({ durationMs }) => (durationMs === null ? "" : formatMs(durationMs)),
            isNumeric: true,
            width: 88,
          },
        ]}
      />
    </section>
  );
}

function StateBadge({ row, outcome }: { readonly row: AppliedStatement; readonly outcome: Application["outcome"] }) {
  if (row.state === "done") return <Badge tone="success">done</Badge>;
  if (row.state === "failed") return <Badge tone="danger">failed</Badge>;
  return outcome === "running" ? <Badge tone="info">runs now</Badge> : <Badge tone="warning">end unknown</Badge>;
}

function StatementCell({ row }: { readonly row: AppliedStatement }) {
  return (
    <>
      <SqlText sql={revealHidden(row.sql)} />
      {row.error !== null && <span className="console-error">{row.error}</span>}
    </>
  );
}

const checkIcons = { fine: CircleCheck, differs: TriangleAlert, trouble: TriangleAlert, unknown: CircleHelp } as const;

function CheckLine({ check }: { readonly check: CheckAfter }) {
  const Icon = checkIcons[check.outcome];
  return (
    <p className="console-line" data-outcome={check.outcome}>
      <Icon aria-hidden className="decision-icon" />
      <span>
        <b>{check.kind === "schema" ? "Schema" : "Watch"}</b> <time className="muted">{formatAgo(check.at)}</time>{" "}
        {visibleName(check.detail)}
      </span>
    </p>
  );
}
