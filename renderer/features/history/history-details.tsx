import { useQueryClient } from "@tanstack/react-query";
import { SquareTerminal, Trash2 } from "lucide-react";
import { useState } from "react";
import type { HistoryEntry } from "../../../shared/history/model.ts";
import type { AppError } from "../../../shared/ipc/app-error.ts";
import { useBridge } from "../../bridge/use-bridge.ts";
import { asAppError, useRequest } from "../../bridge/use-request.ts";
import { useIntents } from "../../state/intents.ts";
import { currentRef } from "../../state/workspace.ts";
import { Button, IconButton } from "../../ui/controls/button.tsx";
import { CopyButton } from "../../ui/display/copy-button.tsx";
import { dayAndTime } from "../../ui/display/day-and-time.ts";
import { formatAmount, formatMs } from "../../ui/display/format.ts";
import { SqlText } from "../../ui/display/sql-text.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { titleOf } from "./entry-words.ts";

interface HistoryDetailsProps {
  readonly entry: HistoryEntry;
  /** The text was opened in a tab. */
  readonly onOpened: () => void;
}

/** One run: its text, where and as whom it ran, and what can be done with it. */
export function HistoryDetails({ entry, onOpened }: HistoryDetailsProps) {
  const bridge = useBridge();
  const client = useQueryClient();
  const openQuery = useIntents((state) => state.openQuery);
  const place = usePlace(entry);
  const [error, setError] = useState<AppError | null>(null);
  const remove = async () => {
    try {
      await bridge.request("history.remove", { ids: [entry.id] });
      await client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith("history.") });
    } catch (failure) {
      setError(asAppError(failure));
    }
  };
  const open = () => {
    const ref = place.ref ?? currentRef();
    if (!ref) return;
    openQuery(ref, titleOf(entry.sql), entry.sql);
    onOpened();
  };
  return (
    <section className="history-details" aria-label="Run">
      <div className="history-actions">
        <Button icon={SquareTerminal} onPress={open}>
          Open in a tab
        </Button>
        <span className="grow" />
        <CopyButton text={entry.sql} label="Copy the text" />
        <IconButton label="Delete this run" icon={Trash2} isSmall onPress={() => void remove()} />
      </div>
      <p className="history-facts">
        {dayAndTime(entry.at)}, {formatMs(entry.durationMs)}, {formatAmount(entry.rows, "row")}
        <br />
        {[place.words, entry.database, entry.user && `as ${entry.user}`]
          .filter((words) => words !== "")
          .map(visibleName)
          .join(" · ")}
      </p>
      {entry.error !== null && <p className="history-error">{entry.error}</p>}
      <ErrorPanel error={error} isCompact />
      <div className="history-sql">
        <SqlText sql={entry.sql} />
      </div>
    </section>
  );
}

/** Where the entry ran, by today's names; no reference when the connection is gone. */
function usePlace({ connectionId, branchId }: HistoryEntry) {
  const connection = useRequest("connections.list", {}).data?.find(({ id }) => id === connectionId);
  const projectId = connection?.target.kind === "project" ? connection.target.projectId : null;
  const branches = useRequest(
    "branches.list",
    { projectId: projectId ?? "-" },
    { enabled: projectId !== null && branchId !== null },
  ).data;
  const branch = branches?.find(({ id }) => id === branchId);
  const isGone = branchId !== null && branches !== undefined && branch === undefined;
  const words = [connection?.name ?? "a connection that is gone", isGone ? "a branch that is gone" : branch?.name];
  const ref = connection && (branchId === null || isGone ? { connectionId } : { connectionId, branchId });
  return { ref: ref ?? null, words: words.filter((word) => word !== undefined).join(" / ") };
}
