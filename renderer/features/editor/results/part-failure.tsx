import { CircleAlert } from "lucide-react";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import type { RunPart, SentText } from "../running/query-runs.ts";
import { excerptAround } from "./first-words.ts";

interface PartFailureProps {
  readonly part: RunPart;
  readonly sent: SentText | null;
  /** Shows a place of the draft; absent for a run whose text is gone. */
  readonly onReveal: ((offset: number) => void) | undefined;
}

/** Why a statement failed, with the line that the server means. */
export function PartFailure({ part, sent, onReveal }: PartFailureProps) {
  const { error, errorAt, start, sql } = part;
  if (error === null) return null;
  if (error.code === "cancelled")
    return (
      <p className="message">
        <CircleAlert aria-hidden className="message-icon" />
        Cancelled. What had arrived stays.
      </p>
    );
  const place = errorAt === null || start === null ? null : excerptAround(sql, errorAt - start);
  const { statement: _shownBelow, ...details } = error.details;
  const shown = place === null ? error : new AppError(error.code, error.message, details);
  const line = sent && errorAt !== null ? sent.line - 1 + excerptAround(sent.sql, errorAt).line : null;
  const offset = errorAt ?? start;
  return (
    <ErrorPanel
      error={shown}
      actions={
        <div className="part-failure">
          {place && <SqlText sql={place.text} marks={[place.mark]} />}
          {sent && offset !== null && onReveal && (
            <button type="button" className="message-link" onClick={() => onReveal(sent.offset + offset)}>
              {line === null ? "Show the statement" : `Show line ${line}`}
            </button>
          )}
        </div>
      }
    />
  );
}
