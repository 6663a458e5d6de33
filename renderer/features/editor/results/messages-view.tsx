import { CircleCheck, Info, MessageSquareText } from "lucide-react";
import { memo } from "react";
import { formatAmount, formatClock, formatCount, formatMs } from "../../../ui/display/format.ts";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { ownParts, type QueryRun, type RunPart, type SentText } from "../running/query-runs.ts";
import { PartFailure } from "./part-failure.tsx";

interface MessagesViewProps {
  readonly run: QueryRun;
  readonly onReveal: (offset: number) => void;
}

/** What the server said while the statements ran, in their order. */
export function MessagesView({ run, onReveal }: MessagesViewProps) {
  const { sent, error, outcome, durationMs } = run;
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
      {ownParts(run).map((part) => (
        <PartMessages key={part.part} part={part} sent={sent} onReveal={onReveal} />
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

interface PartMessagesProps {
  readonly part: RunPart;
  readonly sent: SentText;
  readonly onReveal: (offset: number) => void;
}

/** Drawn again when its statement says something new, not for those of others. */
const PartMessages = memo(function PartMessages({ part, sent, onReveal }: PartMessagesProps) {
  const { number, sql, notices, noticesLeftOut, end, error } = part;
  return (
    <article className="message-part">
      <span className="message-statement">
        <span className="part-strip-number">{number}</span>
        <SqlText sql={sql.slice(0, 2_000)} isInline maxLines={1} />
      </span>
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
      {noticesLeftOut > 0 && (
        <p className="message message-note">
          <Info aria-hidden className="message-icon" />
          {formatAmount(noticesLeftOut, "more notice")} came; the first {formatCount(notices.length)} are kept.
        </p>
      )}
      {end && (
        <p className="message">
          <CircleCheck aria-hidden className="message-icon message-done" />
          {end.command} in {formatMs(end.durationMs)}
          {end.isTruncated && `; reading ended at ${formatCount(end.rows)} rows`}
        </p>
      )}
      {error && <PartFailure part={part} sent={sent} onReveal={onReveal} />}
    </article>
  );
});
