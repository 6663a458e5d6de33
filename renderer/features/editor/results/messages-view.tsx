import { CircleAlert, CircleCheck, Info, MessageSquareText } from "lucide-react";
import type { AppError } from "../../../../shared/ipc/app-error.ts";
import { formatClock, formatCount, formatMs } from "../../../ui/display/format.ts";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import type { QueryRun, RunPart } from "../running/query-runs.ts";

interface MessagesViewProps {
  readonly run: QueryRun;
  readonly onReveal: (offset: number) => void;
}

/** What the server said while the statements ran, in their order. */
export function MessagesView({ run, onReveal }: MessagesViewProps) {
  const { sent, parts, error, outcome, durationMs } = run;
  if (!sent)
    return (
      <EmptyState
        icon={MessageSquareText}
        title="No messages"
        text="Notices, command tags and errors of the next run stand here."
      />
    );
  return (
    <div className="messages-view">
      <p className="message-head muted">
        {formatClock(new Date(sent.atMs).toISOString())}
        {durationMs !== null && ` · ${formatMs(durationMs)} in all`}
        {outcome?.isNewSession && " · in a new session"}
      </p>
      {error && <ErrorPanel error={error} />}
      {parts.map((part) => (
        <PartMessages key={part.part} part={part} offset={offsetOf(run, part.part)} onReveal={onReveal} />
      ))}
      {outcome?.question && (
        <p className="message message-note">
          <Info aria-hidden className="message-icon" />
          Nothing was sent: it was not confirmed.
        </p>
      )}
      {outcome && !outcome.question && outcome.notSent > 0 && (
        <p className="message message-note">
          <Info aria-hidden className="message-icon" />
          {formatCount(outcome.notSent)} {outcome.notSent === 1 ? "statement was" : "statements were"} not sent after
          the error.
        </p>
      )}
    </div>
  );
}

function offsetOf({ outcome, sent }: QueryRun, part: number): number | null {
  const statement = outcome?.statements.find((one) => one.part === part);
  if (!statement || !sent) return null;
  const inText =
    statement.result.kind === "failed" ? (statement.result.offset ?? statement.range.start) : statement.range.start;
  return sent.offset + inText;
}

function PartMessages({
  part,
  offset,
  onReveal,
}: {
  readonly part: RunPart;
  readonly offset: number | null;
  readonly onReveal: (offset: number) => void;
}) {
  const { sql, notices, end, error } = part;
  return (
    <article className="message-part">
      <SqlText sql={sql} isInline maxLines={1} />
      {notices.map((notice, index) => (
        <p key={index} className="message message-note">
          <Info aria-hidden className="message-icon" />
          <span>
            {notice.severity}: {notice.message}
            {notice.detail && <span className="message-detail">{notice.detail}</span>}
            {notice.hint && <span className="message-detail">{notice.hint}</span>}
          </span>
        </p>
      ))}
      {end && (
        <p className="message">
          <CircleCheck aria-hidden className="message-icon message-done" />
          {end.command} in {formatMs(end.durationMs)}
          {end.isTruncated && `; reading ended at ${formatCount(end.rows)} rows`}
        </p>
      )}
      {error && <Failure error={error} onReveal={offset === null ? null : () => onReveal(offset)} />}
    </article>
  );
}

function Failure({ error, onReveal }: { readonly error: AppError; readonly onReveal: (() => void) | null }) {
  if (error.code === "cancelled")
    return (
      <p className="message">
        <CircleAlert aria-hidden className="message-icon" />
        Cancelled. What had arrived stays.
      </p>
    );
  return (
    <ErrorPanel
      error={error}
      actions={
        onReveal && (
          <button type="button" className="message-link" onClick={onReveal}>
            Show the place
          </button>
        )
      }
    />
  );
}
