import type { HistoryEntry } from "../../../shared/history/model.ts";
import { dayAndTime } from "../../ui/display/day-and-time.ts";
import { formatAmount, formatMs } from "../../ui/display/format.ts";
import { firstLine } from "./entry-words.ts";

interface HistoryListProps {
  readonly entries: readonly HistoryEntry[];
  readonly chosenId: string;
  readonly onChoose: (id: string) => void;
}

/** Runs, newest first, each with how it went. */
export function HistoryList({ entries, chosenId, onChoose }: HistoryListProps) {
  return (
    <ul className="history-list" aria-label="Runs">
      {entries.map((entry) => (
        <li key={entry.id}>
          <button
            type="button"
            className="history-entry"
            aria-current={entry.id === chosenId}
            onClick={() => onChoose(entry.id)}
          >
            <span className="history-entry-sql cut">{firstLine(entry.sql)}</span>
            <span className="history-entry-words">
              <span>{dayAndTime(entry.at)}</span>
              <span>{formatMs(entry.durationMs)}</span>
              {entry.error === null ? (
                <span>{formatAmount(entry.rows, "row")}</span>
              ) : (
                <span className="history-failed">failed</span>
              )}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
